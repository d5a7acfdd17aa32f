namespace Delivery.Contracts;

/// <summary>The toolbox groups of the domain's activities.</summary>
public static class ActivityCategories
{
    public const string Compensation = "Compensation";
    public const string Notification = "Notification";
    public const string Order = "Order";
    public const string Payment = "Payment";
    public const string Rider = "Rider";
    public const string Store = "Store";
}
