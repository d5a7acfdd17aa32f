namespace Delivery.Simulator.Api.Wire;

/// <summary>What became of a cancellation.</summary>
internal sealed record CancellationAnswer(string CancellationId, string State);
