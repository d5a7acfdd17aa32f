namespace Delivery.ServiceDefaults.Outgoing;

/// <summary>The host's name leads only to addresses that requests may not go to.</summary>
public sealed class ForbiddenAddressException() : IOException("The host leads to no address on the public Internet.");
