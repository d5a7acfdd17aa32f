namespace Delivery.Simulator.Api.Wire;

/// <summary>The payment as the projection shows it.</summary>
internal sealed record PaymentPart(string State);
