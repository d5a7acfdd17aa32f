using Delivery.PaymentSandbox.Problems;

namespace Delivery.PaymentSandbox.Idempotency;

/// <summary>What a POST answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">JSON.</param>
internal sealed record Answer(int Status, string Body)
{
    /// <summary>False for "come again later": the next call with the same key is a first call.</summary>
    public bool IsFinal { get; private init; } = true;

    /// <summary>True when the answer shall leave too late for its caller, though its effect is committed.</summary>
    public bool Hangs { get; init; }

    public static Answer Refuse(Problem problem, string detail, params ReadOnlySpan<(string Name, string? Value)> extensions) =>
        new(problem.Status, problem.Json(detail, extensions));

    public static Answer Overloaded() =>
        Refuse(SandboxProblems.Overloaded, "Nothing was done. Try again after the time in Retry-After.") with { IsFinal = false };
}
