namespace Delivery.Contracts.Stores;

/// <summary>Waits until the store says that it has started to cook.</summary>
[Activity(ActivityCategories.Store, "Wait for cooking start", Icon = "outdoor_grill")]
[AnsweredBy(typeof(CookingStarted))]
public sealed record AwaitCookingStart : IExpectation
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }
}
