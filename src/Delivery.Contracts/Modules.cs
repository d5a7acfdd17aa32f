namespace Delivery.Contracts;

/// <summary>The modules' names: of their queues, schemas, database files and of <c>--modules</c>.</summary>
public static class Modules
{
    public const string Identity = "identity";
    public const string Notifications = "notifications";
    public const string Orchestrator = "orchestrator";
    public const string Orders = "orders";
    public const string Payments = "payments";
    public const string Riders = "riders";
    public const string Status = "status";
    public const string Stores = "stores";
}
