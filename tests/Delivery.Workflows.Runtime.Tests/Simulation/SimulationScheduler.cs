namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// Runs every task of a simulated world on the thread of its driver, in the order in which they became ready, so that a seed alone decides what
/// happens.
/// </summary>
/// <param name="concurrency">How many tasks those who ask are told may be under way at a time; they never run at the same moment.</param>
internal sealed class SimulationScheduler(int concurrency = 1) : TaskScheduler
{
    private readonly Queue<Task> _ready = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public override int MaximumConcurrencyLevel => concurrency;

    /// <summary>Set when a task became ready on another thread: the world is no longer reproducible.</summary>
    public bool HasLeaked { get; private set; }

    public Task Start(Func<Task> run) =>
        Task.Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs until everybody waits for something.</summary>
    public void RunAll()
    {
        while (true)
        {
            Task? task;
            lock (_ready)
            {
                if (!_ready.TryDequeue(out task))
                {
                    return;
                }
            }

            TryExecuteTask(task);
        }
    }

    protected override void QueueTask(Task task)
    {
        HasLeaked |= Environment.CurrentManagedThreadId != _thread;
        lock (_ready)
        {
            _ready.Enqueue(task);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_ready)
        {
            return [.. _ready];
        }
    }
}
