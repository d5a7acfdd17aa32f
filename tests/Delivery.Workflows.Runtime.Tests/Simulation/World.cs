using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <summary>
/// Replicas of the runtime on one database and one clock, a bus that repeats and reorders, and a module that answers commands. A seed decides
/// everything: which definitions there are, what is sent, who runs next, who dies where, and when time passes.
/// </summary>
internal sealed partial class World : IDisposable
{
    public const int Orders = 3;

    /// <summary>However long it takes, something is wrong with a world that does not come to rest in so many steps.</summary>
    private const int MaxSteps = 20_000;

    private readonly Bus _bus = new();
    private readonly bool _calm;
    private readonly Ledger _ledger;
    private readonly List<(SimulatedReplica Replica, TaskCompletionSource Go)> _paused = [];
    private readonly Random _random;
    private readonly List<SimulatedReplica> _replicas = [];
    private readonly SimulationScheduler _scheduler = new();
    private readonly List<(SimulatedReplica Replica, Task Task, Guid? MessageId)> _running = [];
    private readonly Queue<string> _trace = new();
    private int _rounds;
    private bool _settling;
    private Exception? _violation;
    private int _started;

    public World(int seed)
    {
        _random = new Random(seed);
        // In a calm world nobody dies and nobody looks again by himself, so that a lost wake-up shows.
        _calm = _random.Next(3) == 0;
        // A script's time is real time: a machine that stands still for a moment must not decide what happens in the world.
        var options = new WorkflowEngineOptions();
        options.Expressions.Timeout = TimeSpan.FromMinutes(5);
        Engine = new WorkflowEngine(RuntimeServices.Catalog(), options);
        _ledger = new Ledger(Database, Engine);
    }

    public SimulatedDatabase Database { get; } = new();

    public WorkflowEngine Engine { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public int Steps { get; private set; }

    public int Deaths { get; private set; }

    public int Commits => _ledger.Commits;

    /// <summary>What happened last.</summary>
    public string Trace => string.Join(Environment.NewLine, _trace);

    public static string OrderOf(int number) => string.Create(CultureInfo.InvariantCulture, $"ord_{number + 1}");

    public void Configure(WorkflowRuntimeOptions options)
    {
        // Nothing expires before the end and nothing is given up: all of it has to come to an end.
        (options.EventsKeptFor, options.ResultsKeptFor, options.MaxAttempts) = (MailKeptFor, MailKeptFor, int.MaxValue);
        (options.Retention.Finished, options.Retention.Cancelled) = (KeptFor, KeptFor);
        if (_calm)
        {
            var never = TimeSpan.FromDays(20);
            (options.MailboxSweepInterval, options.TimerPollInterval, options.IntentSweepInterval) = (never, never, never);
            options.AlterationPollInterval = never;
        }
    }

    public void Run()
    {
        Publish();
        var replicas = _random.Next(1, 4);
        while (_replicas.Count < replicas)
        {
            Boot();
        }

        var stimuli = _random.Next(5, 40);
        while (stimuli > 0)
        {
            if (_random.Next(12) == 0)
            {
                Send();
                stimuli--;
            }

            Step();
        }

        Settle();
        _ledger.CheckRest(Time.GetUtcNow(), _bus, hasSwept: !_calm);
        DeleteAll();
        Ensure(!_scheduler.HasLeaked, "A task left the simulation's thread.");
    }

    /// <summary>The outside has done what an intent asks for.</summary>
    public void Worked(string intentId)
    {
        Note($"worked on {intentId}");
        _ledger.Worked(intentId);
    }

    public void Dispose() => Database.Dispose();

    public void Start(Func<Task> run) => _scheduler.Start(run);

    private static void Ensure(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ViolationException(otherwise);
        }
    }

    private void Publish()
    {
        var setup = new SimulatedReplica(this, "setup");
        string[] children = [.. Enumerable.Range(1, _random.Next(3)).Select(number => $"c{number}")];
        for (var number = 0; number < children.Length; number++)
        {
            // The later ones are there already: nobody starts himself by way of others.
            // What sleeps after a fault is looked for now and then, and in a calm world nobody does.
            Publish(setup, new RandomWorkflow(_random, children[^(number + 1)], children[^number..], faults: !_calm).CreateChild());
        }

        // Some of them are nobody's.
        _paths = [.. Enumerable.Range(1, 3).Select(number => RandomWorkflow.PathOf($"d{number}")), .. Enumerable.Range(0, Orders).Select(number => RandomWorkflow.PathOf(OrderOf(number)))];
        for (var number = _random.Next(1, 4); number > 0; number--)
        {
            Publish(setup, new RandomWorkflow(_random, $"d{number}", children, faults: !_calm).Create());
        }

        if (_random.Next(3) == 0)
        {
            _timed.Add("t1");
            Publish(setup, new RandomWorkflow(_random, "t1", children, faults: !_calm).CreateTimed(Time.GetUtcNow()));
        }

        _ledger.Begin();
    }

    private void Publish(SimulatedReplica setup, WorkflowDefinition definition)
    {
        _definitions.Add(definition);
        var publishing = _scheduler.Start(() => setup.PublishAsync(definition));
        _scheduler.RunAll();
        while (_paused.Count > 0)
        {
            Release();
        }

        Ensure(publishing.IsCompleted, "A task left the simulation's thread.");
        publishing.GetAwaiter().GetResult();
    }

    private void Step()
    {
        Steps++;
        Ensure(Steps < MaxSteps, "The world does not come to rest.");
        switch (_random.Next(100))
        {
            case < 55 when _paused.Count > 0:
                Release();
                break;
            case < 75 when _bus.Waiting.Count > 0 && _replicas.Count > 0:
                Deliver();
                break;
            case < 82 when Database.Query("SELECT count(*) FROM outbox_messages", row => row.GetInt32(0))[0] > 0:
                Relay();
                break;
            case < 84 when !_settling:
                // Instances that time has started are told by their time alone, so that they must outlive whoever started them.
                Advance(TimeSpan.FromSeconds(_random.Next(1, _timed.Count == 0 && _random.Next(4) == 0 ? 400 : 20)));
                break;
            case < 85 when !_calm && !_settling && _replicas.Count > 0:
                Kill(_replicas[_random.Next(_replicas.Count)], "somewhere");
                break;
            case < 87 when !_settling && _replicas.Count < 3:
                Boot();
                break;
            case < 89 when !_settling && _replicas.Count > 0 && _random.Next(3) == 0:
                Operate();
                break;
            case < 91 when !_settling && _replicas.Count > 0 && _random.Next(2) == 0:
                Call();
                break;
            default:
                if (_paused.Count > 0)
                {
                    Release();
                }

                break;
        }

        _scheduler.RunAll();
        if (_violation is not null)
        {
            throw new ViolationException($"After a commit: {_violation.Message}");
        }

        Collect();
        Ensure(
            _running.All(call => _paused.Exists(paused => paused.Replica == call.Replica)),
            "A call waits for nothing that could still happen.");
    }

    private void Release()
    {
        if (_paused.Count == 0)
        {
            return;
        }

        var index = _random.Next(_paused.Count);
        var (_, go) = _paused[index];
        _paused.RemoveAt(index);
        go.SetResult();
        _scheduler.RunAll();
    }

    private void Advance(TimeSpan time)
    {
        Note($"{time.TotalSeconds} s pass");
        Time.Advance(time);
    }

    /// <summary>Nothing fails any more, and time passes until nobody has anything to do. Sometimes only one replica is left for that.</summary>
    private void Settle()
    {
        _settling = true;
        Note("nothing fails any more");
        while (!_calm && _replicas.Count > 1 && _random.Next(2) == 0)
        {
            Kill(_replicas[0], "for good");
        }

        if (_replicas.Count == 0)
        {
            Boot();
        }

        // Also whoever is about to publish again.
        ComeToRest();
        RetractTimed();
        do
        {
            CallAgain();
            ComeToRest();
        }
        while (PassTime() | Repair());
    }

    private void ComeToRest()
    {
        _scheduler.RunAll();
        while (_paused.Count > 0 || _bus.Waiting.Count > 0 || HasOutbox())
        {
            Step();
        }
    }

    /// <summary>In a calm world up to the next timer and no further; else also long enough for leases to end and for sweeps.</summary>
    private bool PassTime()
    {
        if (_calls.Exists(call => call.Answer is null))
        {
            // Who holds a request looks for its answer now and then.
            Steps++;
            Advance(TimeSpan.FromSeconds(_calm ? 1 : 6));
            _scheduler.RunAll();
            return true;
        }

        var next = Database.Query(
            """
            SELECT min(due_at) FROM (
                SELECT due_at FROM bookmarks UNION ALL SELECT due_at FROM intents UNION ALL SELECT due_at FROM schedules
                UNION ALL SELECT wake_at FROM alteration_jobs)
            """,
            row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0))[0];
        if (next is null && (_calm || _rounds++ >= 3))
        {
            return false;
        }

        var due = next is null ? Time.GetUtcNow() : new DateTimeOffset(next.Value, TimeSpan.Zero);
        var wait = due - Time.GetUtcNow();
        Ensure(!_calm || wait > TimeSpan.Zero || ++_rounds < 5, "A timer that is due does not fire.");
        Ensure(wait > TimeSpan.FromHours(-2), "A timer that is long due does not fire.");
        Advance(_calm ? (wait > TimeSpan.Zero ? wait : TimeSpan.FromTicks(1)) : Max(wait, TimeSpan.FromSeconds(31)));
        _scheduler.RunAll();
        Steps++;
        return true;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    public void Note(string what)
    {
        _trace.Enqueue($"{Steps,5} {Time.GetUtcNow():HH:mm:ss} {what}");
        if (_trace.Count > 120)
        {
            _trace.Dequeue();
        }
    }
}
