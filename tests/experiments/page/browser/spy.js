// What a test lays before the page's own script: it hears what passes between page and workers,
// and can hand a worker a task that breaks it. The page itself has no such door.
window.spy = { tasks: [], answers: [], spoil: (task) => task };
window.Worker = class extends Worker {
  constructor(address) {
    super(address);
    this.addEventListener("message", ({ data }) => window.spy.answers.push(data));
  }

  postMessage(task) {
    window.spy.tasks.push(task);
    super.postMessage(window.spy.spoil(task));
  }
};
