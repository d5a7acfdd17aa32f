using Delivery.Contracts;
using Delivery.Contracts.Orders;
using Delivery.Orders.Cancellations;
using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Orders.Ordering;

/// <summary>
/// An order as the customer placed it, and what the customer may still ask for. Whether a cancellation succeeds is not decided here but by the
/// store's ticket (R6); this aggregate remembers what it has heard.
/// </summary>
internal sealed class Order
{
    /// <summary>What the customer reads when a cancellation came too late.</summary>
    private const string CookingRefusal = "The kitchen has started cooking, so the order cannot be cancelled any more.";

    private const string ClosedRefusal = "The order ended in another way before the cancellation was decided.";

    public required string OrderId { get; init; }

    public required string CustomerId { get; init; }

    public required string StoreId { get; init; }

    public required string RegionId { get; init; }

    public required string DeliveryAddress { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public required string Currency { get; init; }

    public required long ItemsTotal { get; init; }

    public required long DeliveryFee { get; init; }

    public required DateTimeOffset PlacedAt { get; init; }

    public OrderStage Stage { get; private set; }

    public OrderOutcome? Outcome { get; private set; }

    public string? Reason { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Raised with every change; also the concurrency token.</summary>
    public int Version { get; private set; } = 1;

    public List<Cancellation> Cancellations { get; private init; } = [];

    public Money Total => new(checked(ItemsTotal + DeliveryFee), Currency);

    public OrderPlaced Placed() => new()
    {
        OrderId = OrderId,
        Version = 1,
        At = PlacedAt,
        CustomerId = CustomerId,
        StoreId = StoreId,
        RegionId = RegionId,
        DeliveryAddress = DeliveryAddress,
        Lines = Lines,
        ItemsTotal = new Money(ItemsTotal, Currency),
        DeliveryFee = new Money(DeliveryFee, Currency),
        Total = Total,
    };

    /// <summary>Asks for a cancellation. While one is pending, asking again gives the same one and says nothing new.</summary>
    /// <exception cref="ProblemException">It is too late.</exception>
    public (Cancellation Cancellation, CancellationRequested? Event) RequestCancellation(string? reason, DateTimeOffset now)
    {
        EnsureNotClosed("It cannot be cancelled any more.");
        if (Stage == OrderStage.Cooking)
        {
            throw Refusal(OrdersProblems.CookingStarted, CookingRefusal + " GET the order to follow it.");
        }

        if (Cancellations.Find(cancellation => cancellation.State == CancellationState.Pending) is { } pending)
        {
            return (pending, null);
        }

        Version++;
        var cancellation = new Cancellation
        {
            CancellationId = Ids.New("can", now), OrderId = OrderId, Reason = reason, RequestedAt = now,
        };
        Cancellations.Add(cancellation);
        return (cancellation, new CancellationRequested
        {
            OrderId = OrderId, Version = Version, At = now, CancellationId = cancellation.CancellationId, Reason = reason,
        });
    }

    /// <summary>Checks that the customer may say that the dish has arrived; whether there was anything to hand over is for Riders to say.</summary>
    /// <exception cref="ProblemException">The order is closed.</exception>
    public void EnsureConfirmable() => EnsureNotClosed("There is nothing left to confirm.");

    /// <summary>Takes note that the kitchen cooks: what was asked to be cancelled is refused.</summary>
    public IReadOnlyList<CancellationResolved> CookingStarted(DateTimeOffset now)
    {
        if (Stage != OrderStage.Placed)
        {
            return [];
        }

        Stage = OrderStage.Cooking;
        Version++;
        return Resolve(accepted: false, CookingRefusal, now);
    }

    /// <summary>Ends the order. Once closed it stays as it is, and answers again as it did.</summary>
    public IReadOnlyList<IOrderEvent> Close(CloseOrder command, DateTimeOffset now)
    {
        if (Stage == OrderStage.Closed)
        {
            return [Closed(command.RequestId)];
        }

        Stage = OrderStage.Closed;
        Outcome = command.Outcome;
        Reason = command.Reason;
        ClosedAt = now;
        var accepted = command.Outcome == OrderOutcome.CancelledByCustomer;
        var resolved = Resolve(accepted, accepted ? null : ClosedRefusal, now);
        Version++;
        return [.. resolved, Closed(command.RequestId)];
    }

    private OrderClosed Closed(string? requestId) => new()
    {
        OrderId = OrderId, Version = Version, At = ClosedAt!.Value, RequestId = requestId, Outcome = Outcome!.Value, Reason = Reason,
    };

    private List<CancellationResolved> Resolve(bool accepted, string? refusal, DateTimeOffset now)
    {
        var events = new List<CancellationResolved>();
        foreach (var cancellation in Cancellations.Where(cancellation => cancellation.State == CancellationState.Pending))
        {
            cancellation.Resolve(accepted, refusal, now);
            Version++;
            events.Add(new CancellationResolved
            {
                OrderId = OrderId,
                Version = Version,
                At = now,
                CancellationId = cancellation.CancellationId,
                Accepted = accepted,
                Reason = refusal,
            });
        }

        return events;
    }

    private void EnsureNotClosed(string consequence)
    {
        if (Stage == OrderStage.Closed)
        {
            throw Refusal(OrdersProblems.OrderAlreadyClosed, $"The order is closed ({Outcome}). {consequence}");
        }
    }

    private ProblemException Refusal(ProblemType type, string detail)
    {
        var problem = new ProblemException(type, detail);
        problem.Extensions["state"] = Stage.ToString();
        if (Outcome is { } outcome)
        {
            problem.Extensions["outcome"] = outcome.ToString();
        }

        return problem;
    }
}
