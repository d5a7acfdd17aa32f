using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>The shortest ways to the moments at which the tests begin, with nothing left to look at.</summary>
internal static class Stages
{
    public static LifecycleSimulation Authorizing() => LifecycleSimulation.Place().Forget();

    public static LifecycleSimulation Deferred() => Authorizing().Answers<PaymentDeferred>().Forget();

    public static LifecycleSimulation Offered() => Authorizing().Answers<PaymentAuthorized>().Forget();

    public static LifecycleSimulation Accepted() => Offered().Answers<TicketAccepted>().Forget();

    public static LifecycleSimulation Cooking() => Accepted().Happens<CookingStarted>().Forget();

    public static LifecycleSimulation Cooked() => Cooking().Happens<CookingFinished>().Forget();

    public static LifecycleSimulation Claimed() => Cooked().Answers<DeliveryClaimed>().Forget();

    public static LifecycleSimulation PickedUp() => Claimed().Happens<DeliveryPickedUp>().Forget();

    public static LifecycleSimulation HandedOver() => PickedUp().Happens<DeliveryHandedOver>().Forget();

    /// <summary>Payments, then Orders answer: the order is closed.</summary>
    public static LifecycleSimulation Settle(this LifecycleSimulation simulation) =>
        simulation.Answers<OrderSettled>().Answers<OrderClosed>();

    /// <summary>Payments gives everything back, then Orders closes.</summary>
    public static LifecycleSimulation Undo(this LifecycleSimulation simulation) =>
        simulation.Answers<PaymentRevoked>().Answers<OrderClosed>();
}
