namespace Delivery.Workflows;

/// <summary>An input of an activity could not be evaluated.</summary>
public sealed class InputEvaluationException : Exception
{
    /// <summary>Creates it.</summary>
    public InputEvaluationException(string input, string activity, Exception inner)
        : base($"The input '{input}' of the activity '{activity}' could not be evaluated: {inner?.Message}", inner)
    {
        Input = input;
    }

    /// <summary>The input's name.</summary>
    public string Input { get; }
}
