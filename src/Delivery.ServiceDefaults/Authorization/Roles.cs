namespace Delivery.ServiceDefaults.Authorization;

/// <summary>The values of the token's <c>role</c> claim. The <c>sub</c> claim says who: a customer's, owner's or rider's id.</summary>
public static class Roles
{
    public const string Analyst = "analyst";
    public const string Customer = "customer";
    public const string Operator = "operator";
    public const string Owner = "owner";
    public const string Rider = "rider";
    public const string Viewer = "viewer";
}
