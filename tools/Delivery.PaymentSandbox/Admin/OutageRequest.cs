namespace Delivery.PaymentSandbox.Admin;

/// <summary>The body of <c>POST /admin/outage</c>.</summary>
/// <param name="Mode">How it fails.</param>
/// <param name="Seconds">For how long; 0 to 3600.</param>
internal sealed record OutageRequest(OutageMode Mode, double Seconds);
