using System.Collections.Concurrent;
using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>The stores: look at their screens and do with each ticket what the plan of its order says.</summary>
internal sealed class Kitchens(Stage stage)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<(string OrderId, int Round), bool> _seen = new();

    public Task WatchAsync(CancellationToken stop) =>
        Task.WhenAll(stage.World.Owners.Select(store => stage.WatchAsync(LookEvery, token => LookAsync(store.Key, store.Value, token), stop)));

    private async Task LookAsync(string storeId, Caller owner, CancellationToken cancellationToken)
    {
        foreach (var ticket in await stage.Api.ListAsync<Ticket>($"/api/stores/{storeId}/tickets?state=Offered", owner, cancellationToken))
        {
            if (stage.Orders.TryGetValue(ticket.OrderId, out var run) && _seen.TryAdd((ticket.OrderId, ticket.Round), true))
            {
                stage.Play(run, () => CookAsync(run, ticket, owner, cancellationToken));
            }
        }
    }

    private async Task CookAsync(OrderRun run, Ticket ticket, Caller owner, CancellationToken cancellationToken)
    {
        await CheckPaidAsync(run, cancellationToken);
        switch (run.Plan.Branch)
        {
            case Branch.StoreSilent or Branch.CancelledWhileOffered:
                return;
            case Branch.StoreRejects:
                run.Did(() => run.Deeds.Rejected = true);
                await ActAsync(run, owner, "reject", ["Rejected"], cancellationToken);
                return;
        }

        run.Did(() => run.Deeds.AcceptedRounds[ticket.Round] = true);
        if (!await ActAsync(run, owner, "accept", ["Accepted"], cancellationToken))
        {
            run.Did(() => run.Deeds.AcceptedRounds.TryRemove(ticket.Round, out _));
            return;
        }

        if (await IsWillingToStartAsync(run, cancellationToken))
        {
            await StartAndFinishAsync(run, ticket, owner, cancellationToken);
        }
    }

    private static async Task<bool> IsWillingToStartAsync(OrderRun run, CancellationToken cancellationToken)
    {
        switch (run.Plan.Branch)
        {
            case Branch.CancelledAfterAccepted or Branch.CancelledDuringKitchenIncident or Branch.KitchenOverdueCancelled:
                return false;
            case Branch.CancelRacesCooking:
                await run.UntilAsync(() => run.Reached(OrderStatus.Accepted), cancellationToken);
                return true;
            case Branch.KitchenOverdueContinued:
                await run.UntilAsync(() => run.Deeds.EscalationResolved || run.IsFinal, cancellationToken);
                return true;
            case Branch.KitchenRecovers:
                await run.UntilAsync(() => run.Deeds.EscalationSeen || run.IsFinal, cancellationToken);
                return true;
            default:
                return true;
        }
    }

    private async Task StartAndFinishAsync(OrderRun run, Ticket ticket, Caller owner, CancellationToken cancellationToken)
    {
        if (!await ActAsync(run, owner, "start-cooking", ["Cooking", "Cooked"], cancellationToken))
        {
            return;
        }

        run.Did(() => run.Deeds.CookingStarted = true);
        if (run.Plan.Branch == Branch.KitchenOverdueReplaced && ticket.Round == 1)
        {
            return;
        }

        if (run.Plan.Branch == Branch.CancelTooLate)
        {
            await run.UntilAsync(() => run.Deeds.CancelRefused || run.Deeds.CancellationId is not null, cancellationToken);
        }

        if (await ActAsync(run, owner, "finish-cooking", ["Cooked"], cancellationToken))
        {
            run.Did(run.Deeds.CookingFinished);
        }
    }

    /// <summary>No kitchen ever sees an order whose amount is not held by the provider. It may have been given back since, when the customer cancels.</summary>
    private async Task CheckPaidAsync(OrderRun run, CancellationToken cancellationToken)
    {
        var books = await stage.Sandbox.BooksAsync(run.OrderId, cancellationToken);
        stage.Violations.Check(
            books.Authorized >= run.Total, "unpaid-ticket", run.OrderId, $"the kitchen sees it and the provider holds {books.Authorized} of {run.Total}");
    }

    private async Task<bool> ActAsync(OrderRun run, Caller owner, string action, string[] done, CancellationToken cancellationToken)
    {
        var call = ApiCall.Post($"/api/stores/{run.StoreId}/tickets/{run.OrderId}/{action}", owner);
        var answer = await stage.ActAsync(run, call, cancellationToken);
        stage.Violations.Check(answer.IsSuccess || answer.Status == 409, "kitchen-failed", run.OrderId, $"{action} answered {answer}");
        // A call whose answer was lost may have been carried out: the repetition is then refused with the state that it reached.
        return answer.IsSuccess || (answer is { Repeated: true, Status: 409 } && done.Contains(answer.State));
    }
}
