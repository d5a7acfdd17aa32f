namespace Delivery.BrowserTests;

/// <summary>One host for everything that is done in the Studio; each test has definitions and orders of its own.</summary>
[CollectionDefinition(nameof(HostOfTheStudio))]
public sealed class HostOfTheStudio : ICollectionFixture<RunningHost>;
