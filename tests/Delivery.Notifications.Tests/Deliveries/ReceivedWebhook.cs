namespace Delivery.Notifications.Tests.Deliveries;

/// <summary>A request as a subscriber received it.</summary>
internal sealed record ReceivedWebhook(string Id, string Timestamp, string Signature, string? ContentType, string TraceParent, string Body);
