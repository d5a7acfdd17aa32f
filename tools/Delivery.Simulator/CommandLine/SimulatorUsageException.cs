namespace Delivery.Simulator.CommandLine;

/// <summary>The simulator cannot do what it was asked to; the message says what to do instead.</summary>
internal sealed class SimulatorUsageException(string message) : Exception(message);
