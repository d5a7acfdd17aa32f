using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Checks;
using Delivery.Simulator.Planning;
using Delivery.Simulator.Play;
using Delivery.Simulator.Reporting;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Simulator.Tests;

/// <summary>An order on which everything is right, for tests that break one thing.</summary>
internal static class Facts
{
    public const string Rider = "rider-1";
    private const long Items = 9000;
    private const long Fee = 3000;

    public static OrderFacts Completed()
    {
        var run = Run(Branch.HandedOverByRider);
        run.Deeds.AcceptedRounds[1] = true;
        run.Deeds.CookingStarted = true;
        run.Deeds.CookingFinished();
        run.Deeds.PickedUp = true;
        run.Deeds.Claims.Add((1, Rider));
        OrderStatus[] path =
        [
            OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Offered, OrderStatus.Accepted, OrderStatus.Cooking, OrderStatus.Cooked,
            OrderStatus.RiderAssigned, OrderStatus.PickedUp, OrderStatus.HandedOver, OrderStatus.Completed,
        ];
        return new OrderFacts(
            run,
            Projection(path, OrderOutcome.Completed, Rider, new OrderParts(
                new PaymentPart("Captured"), new TicketPart(1, "Cooked", 4), new DeliveryPart("HandedOver", 1, Rider, 4))),
            new Payment(run.OrderId, "Captured", new Money(Items + Fee, "KRW"), null),
            Ledger(run, ($"customer:{run.CustomerId}", -Items - Fee), ("platform", 0), ($"store:{run.StoreId}", Items), ($"rider:{Rider}", Fee)),
            new ProviderBooks(run.OrderId, Items + Fee, Items + Fee, 0, 0, Open: false, [new("Authorized", Items + Fee), new("Captured", Items + Fee)]),
            [new Ticket(run.OrderId, 1, "Cooked", 4)],
            [new DeliveryJob(run.OrderId, 1, "HandedOver", 1, Rider, "gangnam", 0, 4)]);
    }

    public static OrderFacts CancelledByCustomer()
    {
        var run = Run(Branch.CancelledAfterAccepted);
        run.Deeds.AcceptedRounds[1] = true;
        run.Deeds.CancelAsked = true;
        return new OrderFacts(
            run,
            Projection([OrderStatus.Placed, OrderStatus.Paid, OrderStatus.Cancelled], OrderOutcome.CancelledByCustomer, null, new OrderParts(
                new PaymentPart("Revoked"), new TicketPart(1, "Revoked", 3), null)),
            new Payment(run.OrderId, "Revoked", new Money(Items + Fee, "KRW"), null),
            Ledger(run),
            new ProviderBooks(run.OrderId, Items + Fee, 0, 0, Items + Fee, Open: false, [new("Authorized", Items + Fee), new("Voided", Items + Fee)]),
            [new Ticket(run.OrderId, 1, "Revoked", 3)],
            []);
    }

    private static OrderRun Run(Branch branch)
    {
        var plan = new OrderPlan
        {
            Number = 1, Branch = branch, Store = 0, Region = 0, Lines = [(0, 1)], Customer = 1, Card = "tok_ok_1", GiveBacks = 1, SendsTwice = false,
        };
        var run = new OrderRun(plan, "gangnam", new Timings(), new FakeTimeProvider())
        {
            CustomerId = "customer-1", StoreId = "sto_1", ItemsTotal = Items, DeliveryFee = Fee,
        };
        run.Placed("ord_1");
        return run;
    }

    private static OrderDetails Projection(OrderStatus[] path, OrderOutcome outcome, string? riderId, OrderParts parts) => new(
        "ord_1",
        path[^1],
        outcome,
        riderId,
        new Money(Items + Fee, "KRW"),
        path.Length,
        Escalated: false,
        [.. path.Select((status, index) => new OrderHistoryEntry(index + 1, status, default))],
        parts);

    private static PlatformLedger Ledger(OrderRun run, params (string Account, long Amount)[] entries) =>
        new(run.OrderId, [.. entries.Select(entry => new LedgerEntry(entry.Account, entry.Amount, "KRW"))]);
}
