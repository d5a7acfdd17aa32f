namespace Delivery.Stores.Catalog;

/// <summary>The body of <c>PUT …/open</c>.</summary>
/// <param name="Open">False takes no new orders; those already offered stay.</param>
internal sealed record OpenStore(bool Open);
