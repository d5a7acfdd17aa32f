using System.Text.Json;

namespace Delivery.Workflows;

/// <summary>An instance's state was written by a version of the engine that knows more than this one: nothing is wrong with it, and that one goes on.</summary>
public sealed class StateFormatException : JsonException
{
    /// <summary>Says which format it is.</summary>
    public StateFormatException(string message)
        : base(message)
    {
    }
}
