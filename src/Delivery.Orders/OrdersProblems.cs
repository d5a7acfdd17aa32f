using Delivery.ServiceDefaults.Problems;

namespace Delivery.Orders;

/// <summary>The kinds of errors of this module. Their slugs are published: they never change.</summary>
internal static class OrdersProblems
{
    public static readonly ProblemType StoreNotFound = new("store-not-found", 404, "There is no such store.");
    public static readonly ProblemType OrderNotFound = new("order-not-found", 404, "There is no such order.");
    public static readonly ProblemType CancellationNotFound = new("cancellation-not-found", 404, "There is no such cancellation.");

    public static readonly ProblemType OrderEmpty = new("order-empty", 422, "The order has no items.");
    public static readonly ProblemType TooManyLines = new("too-many-lines", 422, "The order has too many lines.");
    public static readonly ProblemType DuplicateItem = new("duplicate-item", 422, "An item is in the order twice.");
    public static readonly ProblemType QuantityOutOfRange = new("quantity-out-of-range", 422, "A quantity is out of range.");
    public static readonly ProblemType AddressInvalid = new("delivery-address-invalid", 422, "The delivery address is not valid.");
    public static readonly ProblemType UnknownRegion = new("unknown-region", 422, "The delivery region is unknown.");
    public static readonly ProblemType PaymentTokenInvalid = new("payment-token-invalid", 422, "The payment token is not valid.");
    public static readonly ProblemType ReasonInvalid = new("reason-invalid", 422, "The reason is not valid.");

    public static readonly ProblemType UnknownStore = new("unknown-store", 422, "The store is unknown.");
    public static readonly ProblemType StoreClosed = new("store-closed", 409, "The store is closed.");
    public static readonly ProblemType WrongCurrency = new("wrong-currency", 422, "The store sells in another currency.");
    public static readonly ProblemType UnknownItem = new("unknown-item", 422, "An item is unknown.");
    public static readonly ProblemType ItemOfAnotherStore = new("item-of-another-store", 422, "An item belongs to another store.");
    public static readonly ProblemType ItemSoldOut = new("item-sold-out", 409, "An item is sold out.");
    public static readonly ProblemType PriceChanged = new("price-changed", 409, "A price has changed.");

    public static readonly ProblemType CookingStarted = new("cooking-started", 409, "The kitchen has started cooking.");
    public static readonly ProblemType OrderAlreadyClosed = new("order-closed", 409, "The order is closed.");
}
