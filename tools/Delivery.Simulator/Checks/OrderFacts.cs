using Delivery.Simulator.Api.Wire;
using Delivery.Simulator.Play;

namespace Delivery.Simulator.Checks;

/// <summary>What everybody says about one order when it has ended.</summary>
/// <param name="Run">What was done to it.</param>
/// <param name="Projection">What Status shows.</param>
/// <param name="Payment">What Payments shows.</param>
/// <param name="Platform">The platform's ledger.</param>
/// <param name="Provider">The payment provider's books.</param>
/// <param name="Tickets">What Stores shows, by round.</param>
/// <param name="Deliveries">What Riders shows to the riders who have or had it.</param>
internal sealed record OrderFacts(
    OrderRun Run,
    OrderDetails Projection,
    Payment Payment,
    PlatformLedger Platform,
    ProviderBooks Provider,
    IReadOnlyList<Ticket> Tickets,
    IReadOnlyList<DeliveryJob> Deliveries)
{
    public string OrderId => Run.OrderId;

    public OrderOutcome? Outcome => Projection.Outcome;

    public bool HandedOver => Projection.History.Any(entry => entry.Status == OrderStatus.HandedOver) || Outcome == OrderOutcome.Completed;
}
