using Delivery.Simulator.Api;
using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Planning;

namespace Delivery.Simulator.Play;

/// <summary>The customers: order, pay, cancel, confirm, and look where the order is.</summary>
internal sealed class Customers(Stage stage)
{
    private const int PatienceWithOneOrder = 3;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Plays one order from the tap to its end.</summary>
    public async Task PlayAsync(OrderRun run, TimeSpan patience, CancellationToken cancellationToken)
    {
        await PlaceAsync(run, cancellationToken);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stage.Play(run, () => ActAsync(run, giveUp.Token));
        var end = run.UntilAsync(() => run.IsFinal, giveUp.Token);
        while (await Task.WhenAny(end, Task.Delay(LookEvery, stage.Time, cancellationToken)) != end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await LookAsync(run, cancellationToken);
            if (!run.IsFinal && Trouble(run, patience) is { } trouble)
            {
                stage.Violations.Add("stranded", run.OrderId, $"{run.Plan.Branch}: {trouble}; the status is {run.Status}");
                await giveUp.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Asks for the status: a stream may break, and a person may not have opened one.</summary>
    public async Task LookAsync(OrderRun run, CancellationToken cancellationToken)
    {
        var answer = await stage.Api.SendAsync(ApiCall.Get($"/api/orders/{run.OrderId}", CallerOf(run)), cancellationToken);
        if (answer.IsSuccess)
        {
            var order = answer.Read<OrderDetails>();
            run.Saw(order.Version, order.Status, order.Outcome);
        }
        else
        {
            stage.Violations.Add("order-not-found", run.OrderId, $"GET right after POST answered {answer}");
        }
    }

    private static string? Trouble(OrderRun run, TimeSpan patience) => run switch
    {
        _ when run.Idle > patience => $"nothing has happened for {run.Idle.TotalSeconds:0} s",
        // What goes round in a circle is never idle.
        _ when run.Age > PatienceWithOneOrder * patience => $"it has not ended within {run.Age.TotalSeconds:0} s",
        _ => null,
    };

    private Caller CallerOf(OrderRun run) => stage.World.Customer(run.Plan.Customer);

    private async Task PlaceAsync(OrderRun run, CancellationToken cancellationToken)
    {
        var menu = stage.World.Menus[run.StoreId];
        var call = ApiCall.Post("/api/orders", CallerOf(run), new
        {
            storeId = run.StoreId,
            currency = stage.World.Stores.First(store => store.StoreId == run.StoreId).Currency,
            items = Cart.Of(run.Plan, menu).Select(line => new { itemId = line.Item.ItemId, quantity = line.Quantity, unitPrice = line.Item.Price }),
            deliveryAddress = new { text = $"{run.Plan.Number} Simulation street", regionId = run.RegionId },
            paymentToken = run.Plan.Card,
        }) with { IdempotencyKey = Guid.NewGuid().ToString() };
        run.Placing();
        var answer = await stage.ActAsync(run, call, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new InvalidOperationException($"Order {run.Plan.Number} was refused: {answer}");
        }

        var placed = answer.Read<PlacedOrder>();
        run.Placed(placed.OrderId);
        stage.Orders[placed.OrderId] = run;
        stage.Violations.Check(placed.Total.Amount == run.Total, "wrong-total", placed.OrderId, $"{placed.Total.Amount} instead of {run.Total}");
        if (run.Plan.SendsTwice)
        {
            var again = await stage.Api.SendAsync(call, cancellationToken);
            stage.Violations.Check(
                again.IsSuccess && again.Read<PlacedOrder>().OrderId == placed.OrderId, "ordered-twice", placed.OrderId, $"the repetition answered {again}");
        }

        await LookAsync(run, cancellationToken);
    }

    private Task ActAsync(OrderRun run, CancellationToken cancellationToken) => run.Plan.Branch switch
    {
        Branch.CancelledDuringPayment => CancelAsync(run, cancellationToken),
        Branch.CancelledWhileOffered => CancelWhenAsync(run, () => run.Reached(OrderStatus.Offered), cancellationToken),
        Branch.CancelledAfterAccepted or Branch.CancelRacesCooking => CancelWhenAsync(run, () => run.Reached(OrderStatus.Accepted), cancellationToken),
        Branch.CancelledDuringKitchenIncident => CancelWhenAsync(run, () => run.Deeds.EscalationSeen, cancellationToken),
        Branch.CancelTooLate => CancelWhenAsync(run, () => run.Deeds.CookingStarted, cancellationToken),
        Branch.PaymentDeferredCancelled => CancelWhenAsync(run, () => run.Reached(OrderStatus.PaymentDeferred), cancellationToken),
        Branch.PaymentDeferredPaidAgain => PayAgainAsync(run, "tok_ok", cancellationToken),
        Branch.PaymentDeferredDeclined => PayAgainAsync(run, "tok_decline", cancellationToken),
        Branch.ConfirmedByCustomer => ConfirmAsync(run, cancellationToken),
        _ => Task.CompletedTask,
    };

    private async Task CancelWhenAsync(OrderRun run, Func<bool> condition, CancellationToken cancellationToken)
    {
        await run.UntilAsync(() => condition() || run.IsFinal, cancellationToken);
        await CancelAsync(run, cancellationToken);
    }

    private async Task CancelAsync(OrderRun run, CancellationToken cancellationToken)
    {
        if (run.IsFinal)
        {
            return;
        }

        run.Did(() => run.Deeds.CancelAsked = true);
        var call = ApiCall.Post($"/api/orders/{run.OrderId}/cancel", CallerOf(run), new { reason = "changed my mind" }) with
        {
            IdempotencyKey = Guid.NewGuid().ToString(),
        };
        var answer = await stage.ActAsync(run, call, cancellationToken);
        if (answer.IsSuccess)
        {
            run.Did(() => run.Deeds.CancellationId = answer.Read<CancellationAnswer>().CancellationId);
        }
        else if (answer.Status == 409)
        {
            run.Did(() => run.Deeds.CancelRefused = true);
        }
        else
        {
            stage.Violations.Add("cancel-failed", run.OrderId, $"{answer}");
        }
    }

    private async Task PayAgainAsync(OrderRun run, string card, CancellationToken cancellationToken)
    {
        await run.UntilAsync(() => run.Reached(OrderStatus.PaymentDeferred), cancellationToken);
        var call = ApiCall.Post(
            $"/api/orders/{run.OrderId}/payment", CallerOf(run), new { paymentToken = $"{card}_{run.Plan.Card}" }) with { ExpectsUnavailable = true };
        run.Did(() => run.Deeds.PaidWithDecliningCard |= card == "tok_decline");
        while (!run.Reached(OrderStatus.Paid))
        {
            var answer = await stage.ActAsync(run, call, cancellationToken);
            if (answer.Status != 503)
            {
                return;
            }

            await Task.Delay(answer.RetryAfter ?? LookEvery, stage.Time, cancellationToken);
        }
    }

    private async Task ConfirmAsync(OrderRun run, CancellationToken cancellationToken)
    {
        await run.UntilAsync(() => run.Deeds.PickedUp || run.IsFinal, cancellationToken);
        var answer = await stage.ActAsync(run, ApiCall.Post($"/api/orders/{run.OrderId}/confirm", CallerOf(run)), cancellationToken);
        stage.Violations.Check(answer.Status is 202 or 409, "confirm-failed", run.OrderId, $"{answer}");
    }
}
