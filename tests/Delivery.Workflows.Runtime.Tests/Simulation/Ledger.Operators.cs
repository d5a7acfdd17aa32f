namespace Delivery.Workflows.Runtime.Tests.Simulation;

/// <content>What operators ask for: each at most once, plans exactly as often as they say; and what retention deletes.</content>
internal sealed partial class Ledger
{
    private readonly List<Asked> _asked = [];
    private readonly HashSet<(string PlanId, string InstanceId)> _altered = [];
    private readonly HashSet<string> _gone = [];
    private readonly List<(string PlanId, AlterationRequest Request)> _plans = [];

    /// <summary>An operator has asked for it; it may or may not come to pass.</summary>
    public void ExpectAlteration(string instanceId, AlterationRequest request) => _asked.Add(new Asked(instanceId, request));

    /// <summary>Somebody has submitted it; it may or may not have arrived.</summary>
    public void ExpectPlan(string planId, AlterationRequest request) => _plans.Add((planId, request));

    private IEnumerable<Func<Burst>> Alterations(Snapshot.Instance then, Snapshot after, DateTimeOffset now)
    {
        var planned = _plans.Where(plan => after.Jobs.Contains((plan.PlanId, then.Id)) && !_before.Jobs.Contains((plan.PlanId, then.Id))).ToList();
        foreach (var (planId, request) in planned)
        {
            _altered.Add((planId, then.Id));
            foreach (var target in Targets(then, request))
            {
                yield return () => Alter(then, target, now);
            }

            _altered.Remove((planId, then.Id));
        }

        foreach (var asked in _asked.Where(asked => planned.Count == 0 && !asked.IsDone && asked.InstanceId == then.Id))
        {
            asked.IsDone = true;
            foreach (var target in Targets(then, asked.Request))
            {
                yield return () => Alter(then, target, now);
            }

            asked.IsDone = false;
        }
    }

    /// <summary>A migration leads to what was published when it was computed.</summary>
    private IEnumerable<AlterationRequest> Targets(Snapshot.Instance then, AlterationRequest request) => request.Alterations[0] is MigrateInstance
        ? Published(then.DefinitionId).Select(bundle => request with { Target = bundle })
        : [request];

    private Burst Alter(Snapshot.Instance then, AlterationRequest request, DateTimeOffset now)
    {
        try
        {
            return engine.Alter(Bundle(then.BundleHash), InstanceState.Deserialize(then.State), request, now);
        }
        catch (AlterationException)
        {
            // It explains nothing.
            return Resume(then, "none", input: null, now);
        }
    }

    /// <summary>Only what is over may go, and no sooner than the one who started it, or waits for it, has no use for it any more.</summary>
    private void CheckGone(Snapshot after, DateTimeOffset now)
    {
        foreach (var gone in _before.Instances.Values.Where(instance => !after.Instances.ContainsKey(instance.Id)))
        {
            Ensure(gone.SubStatus is nameof(WorkflowSubStatus.Finished) or nameof(WorkflowSubStatus.Cancelled), $"{gone.Id} was deleted while {gone.SubStatus}.");
            Ensure(gone.FinishedAt + World.KeptFor < now, $"{gone.Id} was deleted too early.");
            Ensure(_before.Intents.Values.All(intent => intent.InstanceId != gone.Id), $"{gone.Id} was deleted with something left to do outside.");
            Ensure(
                !_ordered.TryGetValue(gone.Id, out var ordered)
                    || _before.Intents.Values.All(intent => intent.InstanceId != gone.ParentId || intent.Kind != IntentKinds.StartWorkflows
                        || OrderOf(intent).Instances.All(child => child.Id != ordered.Child.Id)),
                $"{gone.Id} was deleted while it is not settled that it was started.");
            Ensure(
                !_before.Mailbox.Values.Any(mail => mail.Key == gone.Id && mail.InstanceId == gone.ParentId),
                $"{gone.Id} was deleted before {gone.ParentId} has heard of its end.");
            _gone.Add(gone.Id);
        }

        Ensure(!after.Instances.Keys.Any(_gone.Contains), "What was deleted was started again.");
    }

    private void CheckPlansAtRest(Snapshot rest)
    {
        var open = database.Query("SELECT id FROM alteration_plans WHERE status <> 'Completed'", row => row.GetString(0));
        Ensure(open.Count == 0, $"Plans were left lying: {string.Join(", ", open)}.");
        Ensure(_altered.SetEquals(rest.Jobs), $"The jobs that are done are not those that were seen: {Difference(_altered, rest.Jobs)}.");
    }

    private sealed record Asked(string InstanceId, AlterationRequest Request)
    {
        public bool IsDone { get; set; }
    }
}
