namespace Delivery.BrowserTests;

/// <summary>A host on which nobody orders anything, for the tests that need no more.</summary>
[CollectionDefinition(nameof(HostWithoutOrders))]
public sealed class HostWithoutOrders : ICollectionFixture<RunningHost>;
