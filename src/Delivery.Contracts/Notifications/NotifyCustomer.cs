namespace Delivery.Contracts.Notifications;

/// <summary>Tells the customer something beyond the change of status: pay a little later, the kitchen is late. Not answered.</summary>
[Activity(ActivityCategories.Notification, "Notify customer", Icon = "notifications")]
[HandledBy(Modules.Notifications)]
public sealed record NotifyCustomer : IOrderCommand
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <inheritdoc />
    public string? RequestId { get; init; }

    /// <summary>Whom.</summary>
    public required string CustomerId { get; init; }

    /// <summary>The template's name, for example payment-deferred.</summary>
    public required string Template { get; init; }

    /// <summary>A sentence that replaces the template's text.</summary>
    public string? Text { get; init; }
}
