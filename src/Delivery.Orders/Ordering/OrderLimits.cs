namespace Delivery.Orders.Ordering;

/// <summary>What an order may hold at most.</summary>
internal static class OrderLimits
{
    public const int AddressLength = 500;
    public const int Lines = 50;
    public const int PaymentTokenLength = 200;
    public const int Quantity = 99;
    public const int ReasonLength = 500;
}
