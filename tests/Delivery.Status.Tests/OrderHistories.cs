using CsCheck;
using Delivery.Contracts.Escalations;
using Delivery.Contracts.Orders;

namespace Delivery.Status.Tests;

/// <summary>Generates histories of orders with everything that can go wrong on the way.</summary>
internal static class OrderHistories
{
    /// <summary>A complete life, from the choices of one random number generator.</summary>
    public static Gen<OrderHistory> Any { get; } = Gen.Int.Select(seed => Write(new Random(seed)));

    private static OrderHistory Write(Random random)
    {
        var history = new OrderHistory($"ord_{random.NextInt64():x32}").Placed();
        if (!Pay(history, random))
        {
            return history.Closed(OrderOutcome.PaymentDeclined);
        }

        if (!Cook(history, random))
        {
            return history.Revoked().Closed(OrderOutcome.StoreRejected);
        }

        return Deliver(history, random);
    }

    private static bool Pay(OrderHistory history, Random random)
    {
        if (random.Next(4) == 0)
        {
            history.Deferred();
        }

        if (random.Next(8) == 0)
        {
            history.Declined();
            return false;
        }

        history.Authorized();
        if (random.Next(4) == 0)
        {
            history.AuthorizedAgain();
        }

        return true;
    }

    private static bool Cook(OrderHistory history, Random random)
    {
        history.Offered();
        switch (random.Next(8))
        {
            case 0:
                history.Rejected().TicketRevokedInVain();
                return false;
            case 1:
                history.Expired().TicketRevokedInVain();
                return false;
            case 2:
                history.Accepted().TicketRevoked();
                return false;
            case 3:
                history.Accepted().Escalated("esc_k", EscalationKind.KitchenOverdue).Decided("esc_k", EscalationKind.KitchenOverdue);
                history.TicketRevoked().Offered();
                break;
        }

        history.Accepted();
        if (random.Next(3) == 0)
        {
            history.AcceptedAgain();
        }

        history.Cooking();
        if (random.Next(3) == 0)
        {
            history.AcceptedAgain().CookingAlready();
        }

        history.Cooked();
        return true;
    }

    private static OrderHistory Deliver(OrderHistory history, Random random)
    {
        history.Searching();
        while (true)
        {
            var rider = $"rider-{random.Next(1, 4)}";
            switch (random.Next(10))
            {
                case 0:
                    history.Searching(radius: random.Next(1, 3));
                    break;
                case 1:
                    return history.DeliveryExpired().Revoked().Settled().Closed(OrderOutcome.NoRiderFound);
                case 2 or 3:
                    history.Claimed(rider).GivenBack(rider);
                    break;
                case 4:
                    history.Claimed(rider).ClaimedAgain(rider).Escalated("esc_r" + history.Claim, EscalationKind.RiderOverdue).Released();
                    history.Withdrawn(EscalationKind.RiderOverdue);
                    break;
                case 5:
                    history.Claimed(rider).PickedUp(rider).Undeliverable(rider).Escalated("esc_u" + history.Claim, EscalationKind.Undeliverable);
                    if (random.Next(2) == 0)
                    {
                        return history.DeliveryCancelled().Revoked().Closed(OrderOutcome.CancelledByOperator);
                    }

                    // The dish is cooked again.
                    history.Decided("esc_u" + history.Claim, EscalationKind.Undeliverable).DeliveryCancelled();
                    history.Offered().Accepted().Cooking().Cooked().Searching();
                    break;
                default:
                    history.Claimed(rider).PickedUp(rider).ClaimedAgain(rider).HandedOver(rider);
                    if (random.Next(3) == 0)
                    {
                        history.CaptureFailed().AuthorizedAgain();
                    }

                    return history.Captured().Settled().Closed(OrderOutcome.Completed);
            }
        }
    }
}
