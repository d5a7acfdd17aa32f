using System.Collections.Concurrent;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>The riders: one of each region looks at the open deliveries, and one takes what the plan lets that region take.</summary>
internal sealed class RiderFleet(Stage stage)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<(string OrderId, int Round, int Claim), bool> _taken = new();
    private int _next;

    public async Task GoOnDutyAsync(bool onDuty, CancellationToken cancellationToken)
    {
        foreach (var region in stage.World.Regions)
        {
            foreach (var rider in stage.World.RidersOf(region.RegionId))
            {
                var answer = await stage.Api.SendAsync(
                    new ApiCall(HttpMethod.Put, "/api/riders/me", rider) { Body = new { onDuty, regionIds = new[] { region.RegionId } } },
                    cancellationToken);
                stage.Violations.Check(answer.IsSuccess, "duty-failed", null, $"{answer}");
            }
        }
    }

    public Task WatchAsync(CancellationToken stop) =>
        Task.WhenAll(stage.World.Regions.Select(region => stage.WatchAsync(LookEvery, token => LookAsync(region.RegionId, token), stop)));

    private async Task LookAsync(string regionId, CancellationToken cancellationToken)
    {
        var scout = stage.World.RidersOf(regionId)[0];
        foreach (var job in await stage.Api.ListAsync<DeliveryJob>($"/api/deliveries?region={regionId}", scout, cancellationToken))
        {
            if (!stage.Orders.TryGetValue(job.OrderId, out var run))
            {
                continue;
            }

            CheckVisible(run, job, regionId);
            if (IsWilling(run, job, regionId) && _taken.TryAdd((job.OrderId, job.Round, job.Claim), true))
            {
                stage.Play(run, () => RideAsync(run, job, regionId, cancellationToken));
            }
        }
    }

    private void CheckVisible(OrderRun run, DeliveryJob job, string regionId)
    {
        if (stage.World.Distance(run.RegionId, regionId) > job.Radius)
        {
            stage.Violations.AddOnce(
                "delivery-shown-too-far", run.OrderId, $"{run.RegionId} with radius {job.Radius} is shown in {regionId}");
        }

        if (!run.Deeds.CookingStarted)
        {
            stage.Violations.AddOnce("delivery-shown-too-early", run.OrderId, "riders see it before cooking has started");
        }
    }

    private static bool IsWilling(OrderRun run, DeliveryJob job, string regionId) => run.Plan.Branch switch
    {
        Branch.NoRiderFound => false,
        Branch.SearchWidened => regionId != run.RegionId && job.RegionId == run.RegionId,
        _ => regionId == run.RegionId,
    };

    private async Task RideAsync(OrderRun run, DeliveryJob job, string regionId, CancellationToken cancellationToken)
    {
        var riders = stage.World.RidersOf(regionId);
        var next = Interlocked.Increment(ref _next);
        var rider = run.Plan.Branch == Branch.ClaimRace
            ? await RaceAsync(run, riders, cancellationToken)
            : await ClaimAsync(run, riders[next % riders.Count], cancellationToken);
        if (rider is null)
        {
            // A rider who has enough to do is refused; somebody else takes it with the next look.
            _taken.TryRemove((job.OrderId, job.Round, job.Claim), out _);
            return;
        }

        if (run.Plan.Branch == Branch.RiderGivesBack && run.Deeds.GivenBack.Count < run.Plan.GiveBacks)
        {
            run.Did(() => run.Deeds.GivenBack.Add(job.Claim));
            await ActAsync(run, rider, "give-back", ["Searching"], cancellationToken);
        }
        else if (await IsWillingToPickUpAsync(run, job, cancellationToken)
            && await ActAsync(run, rider, "pick-up", ["PickedUp", "HandedOver", "Undeliverable"], cancellationToken))
        {
            run.Did(() => run.Deeds.PickedUp = true);
            await HandOverAsync(run, rider, cancellationToken);
        }
    }

    private static async Task<bool> IsWillingToPickUpAsync(OrderRun run, DeliveryJob job, CancellationToken cancellationToken)
    {
        switch (run.Plan.Branch)
        {
            case Branch.RiderOverdueCancelled:
                return false;
            case Branch.RiderOverdueReplaced:
                return job.Claim > 0;
            case Branch.RiderOverdueContinued:
                await run.UntilAsync(() => run.Deeds.EscalationResolved || run.IsFinal, cancellationToken);
                return true;
            case Branch.RiderRecovers:
                await run.UntilAsync(() => run.Deeds.EscalationSeen || run.IsFinal, cancellationToken);
                return true;
            default:
                return true;
        }
    }

    private async Task HandOverAsync(OrderRun run, Caller rider, CancellationToken cancellationToken)
    {
        switch (run.Plan.Branch)
        {
            case Branch.ConfirmedByCustomer or Branch.ConfirmedByTimeout:
                return;
            case Branch.UndeliverableContinued or Branch.UndeliverableReplaced or Branch.UndeliverableCancelled
                when !run.Deeds.ReportedUndeliverable:
                run.Did(() => run.Deeds.ReportedUndeliverable = true);
                await ActAsync(run, rider, "undeliverable", ["Undeliverable"], cancellationToken);
                if (run.Plan.Branch != Branch.UndeliverableContinued)
                {
                    return;
                }

                await run.UntilAsync(() => run.Deeds.EscalationResolved || run.IsFinal, cancellationToken);
                break;
        }

        await ActAsync(run, rider, "deliver", ["HandedOver"], cancellationToken);
    }

    /// <summary>Two riders want it at the same time; one gets it.</summary>
    private async Task<Caller?> RaceAsync(OrderRun run, IReadOnlyList<Caller> riders, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(ClaimAsync(run, riders[0], cancellationToken), ClaimAsync(run, riders[1], cancellationToken));
        return results.FirstOrDefault(winner => winner is not null);
    }

    private async Task<Caller?> ClaimAsync(OrderRun run, Caller rider, CancellationToken cancellationToken)
    {
        var answer = await stage.ActAsync(run, ApiCall.Post($"/api/deliveries/{run.OrderId}/claim", rider), cancellationToken);
        stage.Violations.Check(answer.IsSuccess || answer.Status is 409 or 404, "claim-failed", run.OrderId, $"{answer}");
        if (answer.IsSuccess)
        {
            var job = answer.Read<DeliveryJob>();
            run.Did(() => run.Deeds.Claims.Add((job.Claim, rider.Subject)));
            return rider;
        }

        return answer.Repeated && await IsMineAsync(run, rider, cancellationToken) ? rider : null;
    }

    /// <summary>A claim whose answer was lost may have been won.</summary>
    private async Task<bool> IsMineAsync(OrderRun run, Caller rider, CancellationToken cancellationToken)
    {
        var mine = await stage.Api.ListAsync<DeliveryJob>("/api/deliveries/mine?state=Claimed", rider, cancellationToken);
        if (mine.FirstOrDefault(job => job.OrderId == run.OrderId) is not { } job)
        {
            return false;
        }

        run.Did(() => run.Deeds.Claims.Add((job.Claim, rider.Subject)));
        return true;
    }

    private async Task<bool> ActAsync(OrderRun run, Caller rider, string action, string[] done, CancellationToken cancellationToken)
    {
        var answer = await stage.ActAsync(run, ApiCall.Post($"/api/deliveries/{run.OrderId}/{action}", rider), cancellationToken);
        stage.Violations.Check(answer.IsSuccess || answer.Status is 409 or 404, "rider-failed", run.OrderId, $"{action} answered {answer}");
        return answer.IsSuccess || (answer is { Repeated: true, Status: 409 } && done.Contains(answer.State));
    }
}
