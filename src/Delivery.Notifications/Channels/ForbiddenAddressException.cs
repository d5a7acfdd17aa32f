namespace Delivery.Notifications.Channels;

/// <summary>The receiver's name leads only to addresses that webhooks may not go to.</summary>
internal sealed class ForbiddenAddressException() : IOException("The host leads to no address on the public Internet.");
