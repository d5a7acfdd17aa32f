using Delivery.Contracts;
using Delivery.Contracts.Riders;

namespace Delivery.Riders.Deliveries;

/// <summary>What is delivered, between whom and for how much.</summary>
internal sealed record Consignment(string StoreId, string DeliveryAddress, string CustomerId, Money Fee)
{
    public static Consignment Of(OfferDelivery command) =>
        new(command.StoreId, command.DeliveryAddress, command.CustomerId, command.Fee);
}
