namespace Delivery.Host.CommandLine;

/// <summary>The process cannot do what it was asked to; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);
