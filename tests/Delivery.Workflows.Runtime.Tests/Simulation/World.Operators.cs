using System.Globalization;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Alterations;
using Delivery.Workflows.Runtime.Tests.Support;

namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>What people do while everything runs: cancel, alter, publish again, and let go what is over.</content>
internal sealed partial class World
{
    /// <summary>Longer than any lease: whoever still works on what led to an instance has it deleted under his hands otherwise.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private const string Operator = "simulation";

    private static readonly TimeSpan MailKeptFor = TimeSpan.FromDays(30);

    private readonly List<WorkflowDefinition> _definitions = [];
    private readonly List<string> _timed = [];
    private int _plans;
    private int _repairs;

    private void Operate()
    {
        switch (_random.Next(7))
        {
            case 0 or 1:
                Cancel();
                break;
            case 2:
                Alter();
                break;
            case 3:
                Plan();
                break;
            case 4:
                PublishAgain();
                break;
            case 5:
                Repair(Faulted(), new RetryFaults());
                break;
            default:
                Purge();
                break;
        }
    }

    private void Cancel()
    {
        if (Pick() is { } id)
        {
            var replica = AnyReplica();
            Note($"{replica.Name} is to cancel {id}");
            _ledger.ExpectCancel(id);
            Begin(replica, () => replica.CancelAsync(id, Ledger.CancelReason));
        }
    }

    private void Alter()
    {
        if (Pick() is { } id)
        {
            var (replica, alteration) = (AnyReplica(), AnyAlteration());
            Note($"{replica.Name} is to alter {id}: {alteration.Type}");
            _ledger.ExpectAlteration(id, new AlterationRequest { Alterations = [alteration], By = Operator });
            Begin(replica, () => replica.AlterAsync(id, new AlterationOrder { Alterations = [alteration], By = Operator }));
        }
    }

    /// <summary>What has faulted runs again; what faults for ever is given up.</summary>
    private bool Repair()
    {
        var faulted = Faulted();
        if (faulted.Count == 0)
        {
            return false;
        }

        Repair(faulted, ++_repairs > 6 && _repairs % 2 == 0 ? new CancelInstance("given up") : new RetryFaults());
        return true;
    }

    private List<string> Faulted() => Database.Query("SELECT id FROM instances WHERE sub_status = 'Faulted' ORDER BY id", row => row.GetString(0));

    private void Repair(List<string> faulted, Alteration alteration)
    {
        foreach (var id in faulted)
        {
            var replica = AnyReplica();
            Note($"{replica.Name} is to repair {id}: {alteration.Type}");
            _ledger.ExpectAlteration(id, new AlterationRequest { Alterations = [alteration], By = Operator });
            Begin(replica, () => replica.AlterAsync(id, new AlterationOrder { Alterations = [alteration], By = Operator }));
        }
    }

    private void Plan()
    {
        var (replica, alteration, planId) = (AnyReplica(), AnyAlteration(), string.Create(CultureInfo.InvariantCulture, $"plan{++_plans}"));
        Note($"{replica.Name} is to alter many: {alteration.Type}, {planId}");
        _ledger.ExpectPlan(planId, new AlterationRequest { Alterations = [alteration], By = Operator, Note = $"plan {planId}" });
        var order = new AlterationOrder { Alterations = [alteration], By = Operator };
        Begin(replica, () => replica.PlanAsync(planId, order, new AlterationFilter { CorrelationIds = [OrderOf(_random.Next(Orders))] }));
    }

    /// <summary>The same with one activity more at its end, so that what runs can be migrated to it.</summary>
    private void PublishAgain()
    {
        var index = _random.Next(_definitions.Count);
        var json = JsonNode.Parse(_definitions[index].ToJson())!.AsObject();
        var activities = json["root"]!["activities"]!.AsArray();
        activities.Add(Elsa.Script(string.Create(CultureInfo.InvariantCulture, $"more{activities.Count}"), "setVariable('x', 1)"));
        var (replica, definition) = (AnyReplica(), WorkflowDefinition.Parse(json.ToJsonString()));
        _definitions[index] = definition;
        Note($"{replica.Name} is to publish {definition.DefinitionId} again");
        Begin(replica, () => replica.PublishAsync(definition));
    }

    private void Purge()
    {
        var replica = AnyReplica();
        Note($"{replica.Name} is to delete what is over");
        Begin(replica, replica.PurgeAsync);
    }

    private Alteration AnyAlteration() => _random.Next(8) switch
    {
        0 => new CancelInstance("simulated"),
        < 5 => new ModifyVariable("x", _random.Next(100)),
        _ => new MigrateInstance(null),
    };

    private string? Pick()
    {
        var ids = Database.Query("SELECT id FROM instances WHERE status = 'Running' ORDER BY id", row => row.GetString(0));
        return ids.Count == 0 ? null : ids[_random.Next(ids.Count)];
    }

    private SimulatedReplica AnyReplica() => _replicas[_random.Next(_replicas.Count)];

    private void Begin(SimulatedReplica replica, Func<Task> run) => _running.Add((replica, _scheduler.Start(run), null));

    /// <summary>What starts by time would never come to rest.</summary>
    private void RetractTimed()
    {
        foreach (var definitionId in _timed)
        {
            var replica = _replicas[0];
            Note($"{replica.Name} is to retract {definitionId}");
            Begin(replica, () => replica.RetractAsync(definitionId));
        }
    }

    /// <summary>
    /// Everything is over, and nothing that is over is kept for ever: an end that lies there for a parent that waits no longer, no longer than
    /// it is kept.
    /// </summary>
    private void DeleteAll()
    {
        LetGo(KeptFor);
        var rest = Snapshot.Read(Database);
        var left = Over(rest).FirstOrDefault(instance => !rest.Mailbox.Values.Any(mail => mail.Key == instance.Id && mail.InstanceId == instance.ParentId));
        Ensure(left is null, $"{left?.Id} is kept for ever.");
        LetGo(MailKeptFor);
        rest = Snapshot.Read(Database);
        left = Over(rest).FirstOrDefault();
        Ensure(left is null, $"{left?.Id} is kept for ever, with the mailbox [{string.Join(", ", rest.Mailbox.Values.Select(mail => mail.Key))}].");
        Ensure(rest.Mailbox.Count == 0, $"Mail is kept for ever: {string.Join(", ", rest.Mailbox.Values.Select(mail => mail.Key))}.");
    }

    private void LetGo(TimeSpan after)
    {
        Advance(after + TimeSpan.FromSeconds(1));
        ComeToRest();
        Purge();
        ComeToRest();
    }

    private IEnumerable<Snapshot.Instance> Over(Snapshot rest) =>
        rest.Instances.Values.Where(instance => !instance.IsRunning && instance.FinishedAt + KeptFor < Time.GetUtcNow());
}
