using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Orders.Ordering;

/// <summary>Checks of a request that need no database.</summary>
internal static class OrderForm
{
    /// <exception cref="ProblemException">The form is not filled in properly.</exception>
    public static void Check(PlaceOrderRequest request)
    {
        CheckItems(request.Items);
        CheckAddress(request.DeliveryAddress);
        if (string.IsNullOrWhiteSpace(request.PaymentToken)
            || request.PaymentToken.Length > OrderLimits.PaymentTokenLength
            || FreeText.HasControlCharacters(request.PaymentToken))
        {
            throw new ProblemException(
                OrdersProblems.PaymentTokenInvalid, "Send as paymentToken what the payment provider gave for the customer's card.");
        }
    }

    /// <exception cref="ProblemException">The reason is too long or holds characters that cannot be stored.</exception>
    public static void CheckReason(string? reason)
    {
        if (reason is { Length: > OrderLimits.ReasonLength } || FreeText.HasControlCharacters(reason))
        {
            throw new ProblemException(
                OrdersProblems.ReasonInvalid, $"Send a reason of at most {OrderLimits.ReasonLength} characters, or none.");
        }
    }

    private static void CheckItems(IReadOnlyList<PlaceOrderItem> items)
    {
        if (items.Count == 0 || items.Any(item => item is null))
        {
            throw new ProblemException(OrdersProblems.OrderEmpty, "Put at least one item of the store's menu into items.");
        }

        if (items.Count > OrderLimits.Lines)
        {
            throw new ProblemException(
                OrdersProblems.TooManyLines, $"An order holds at most {OrderLimits.Lines} lines; this one has {items.Count}. Place two orders.");
        }

        if (items.FirstOrDefault(item => item.Quantity is < 1 or > OrderLimits.Quantity) is { } odd)
        {
            throw About(
                odd.ItemId,
                new ProblemException(
                    OrdersProblems.QuantityOutOfRange, $"Order from 1 to {OrderLimits.Quantity} of each item; {odd.Quantity} were asked for."));
        }

        if (items.GroupBy(item => item.ItemId).FirstOrDefault(lines => lines.Count() > 1) is { } twice)
        {
            throw About(twice.Key, new ProblemException(OrdersProblems.DuplicateItem, "Name each item once, with the whole quantity."));
        }
    }

    private static void CheckAddress(PlaceOrderAddress address)
    {
        if (string.IsNullOrWhiteSpace(address.Text)
            || address.Text.Length > OrderLimits.AddressLength
            || FreeText.HasControlCharacters(address.Text))
        {
            throw new ProblemException(
                OrdersProblems.AddressInvalid,
                $"Write where the rider shall go into deliveryAddress.text, in at most {OrderLimits.AddressLength} characters.");
        }
    }

    private static ProblemException About(string itemId, ProblemException problem)
    {
        problem.Extensions["itemId"] = itemId;
        return problem;
    }
}
