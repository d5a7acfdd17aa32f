namespace Delivery.ServiceDefaults.Problems;

/// <summary>Refuses a request. It becomes a problem-details answer; the transaction around it is rolled back, so nothing changes.</summary>
/// <param name="type">The kind of error.</param>
/// <param name="detail">What is wrong in this case and what the caller can do; a sentence or two.</param>
public sealed class ProblemException(ProblemType type, string detail) : Exception(detail)
{
    /// <summary>The kind of error.</summary>
    public ProblemType Type { get; } = type;

    /// <summary>Further members of the answer, for example <c>state</c>: the state that won a race.</summary>
    public IDictionary<string, object?> Extensions { get; } = new Dictionary<string, object?>();

    /// <summary>Seconds for <c>Retry-After</c>; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }
}
