using Delivery.Contracts;
using Delivery.Contracts.Escalations;
using Delivery.Contracts.Notifications;
using Delivery.Contracts.Orders;
using Delivery.Contracts.Payments;
using Delivery.Contracts.Riders;
using Delivery.Contracts.Stores;

namespace Delivery.Orchestrator.Tests.Lifecycle;

/// <summary>A command as a test reads it: its name and what distinguishes it.</summary>
internal static class CommandText
{
    public static string Of(IOrderCommand command)
    {
        var details = command switch
        {
            OfferTicket offer => $" {offer.Round}",
            ExpireTicket expire => $" {expire.Round}",
            RevokeTicket revoke => $" {revoke.Round}{(revoke.Force ? " force" : string.Empty)}",
            OfferDelivery offer => $" {offer.Round} radius {offer.Radius}",
            ExpireDelivery expire => $" {expire.Round}",
            CancelDelivery cancel => $" {cancel.Round}",
            ReleaseRider release => $" {release.Claim}",
            ConfirmHandOver confirm => $" {confirm.ConfirmedBy}",
            SettleOrder settle => $" store {settle.StoreAmount.Amount} {settle.RiderId ?? "rider"} {settle.RiderAmount.Amount}",
            CloseOrder close => $" {close.Outcome}",
            NotifyCustomer notify => $" {notify.Template}",
            RaiseEscalation raise => $" {raise.Kind}",
            WithdrawEscalation withdraw => $" {withdraw.Kind}",
            _ => string.Empty,
        };
        return command.GetType().Name + details;
    }
}
