namespace Delivery.Contracts.Stores;

/// <summary>Waits until the store says that the dish is ready.</summary>
[Activity(ActivityCategories.Store, "Wait for cooking finish", Icon = "ramen_dining")]
[AnsweredBy(typeof(CookingFinished))]
public sealed record AwaitCookingFinish : IExpectation
{
    /// <inheritdoc />
    public required string OrderId { get; init; }

    /// <summary>Of the ticket.</summary>
    public required int Round { get; init; }
}
