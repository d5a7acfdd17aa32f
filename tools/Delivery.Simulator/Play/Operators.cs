using System.Collections.Concurrent;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>The operators: decide the incidents, each as the plan of its order says; what no plan foresees goes on.</summary>
internal sealed class Operators(Stage stage)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, bool> _seen = new();

    public Task WatchAsync(CancellationToken stop) => stage.WatchAsync(LookEvery, LookAsync, stop);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var escalation in await stage.Api.ListAsync<Escalation>("/ops/escalations?state=open", stage.World.Operator, cancellationToken))
        {
            if (stage.Orders.TryGetValue(escalation.OrderId, out var run) && _seen.TryAdd(escalation.EscalationId, true))
            {
                stage.Play(run, () => DecideAsync(run, escalation, cancellationToken));
            }
        }
    }

    private async Task DecideAsync(OrderRun run, Escalation escalation, CancellationToken cancellationToken)
    {
        var resolution = ResolutionFor(run.Plan.Branch, escalation.Kind);
        run.Did(() => run.Deeds.EscalationSeen = true);
        if (resolution is null)
        {
            return;
        }

        run.Did(() => run.Deeds.Resolutions.Add((escalation.Kind, resolution)));
        var call = ApiCall.Post(
            $"/ops/escalations/{escalation.EscalationId}/resolve", stage.World.Operator, new { resolution, note = "decided by the simulator" });
        var answer = await stage.Api.SendAsync(call, cancellationToken);
        // What was overdue may have happened in the meantime.
        stage.Violations.Check(answer.IsSuccess || answer.Status == 409, "resolve-failed", run.OrderId, $"{answer}");
        run.Did(() => run.Deeds.EscalationResolved = true);
    }

    /// <summary>Null leaves it alone, because it will resolve itself.</summary>
    private static string? ResolutionFor(Branch branch, string kind) => (kind, branch) switch
    {
        ("KitchenOverdue", Branch.KitchenRecovers or Branch.CancelledDuringKitchenIncident) => null,
        ("RiderOverdue", Branch.RiderRecovers) => null,
        ("KitchenOverdue", Branch.KitchenOverdueReplaced) => "Replace",
        ("KitchenOverdue", Branch.KitchenOverdueCancelled) => "Cancel",
        ("RiderOverdue", Branch.RiderOverdueReplaced) => "Replace",
        ("RiderOverdue", Branch.RiderOverdueCancelled) => "Cancel",
        ("Undeliverable", Branch.UndeliverableReplaced) => "Replace",
        ("Undeliverable", Branch.UndeliverableCancelled) => "Cancel",
        ("CaptureFailed", Branch.CaptureEscalatedCancelled) => "Cancel",
        _ => "Continue",
    };
}
