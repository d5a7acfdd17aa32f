using Delivery.ServiceDefaults.Problems;

namespace Delivery.Riders.Deliveries;

/// <summary>The body of <c>POST …/give-back</c> and <c>…/undeliverable</c>; it may be left out.</summary>
/// <param name="Reason">For the operator to read.</param>
internal sealed record ReasonBody(string? Reason)
{
    private const int MaxLength = 500;

    /// <summary>The reason, when it is not too long.</summary>
    public string? Checked() => Reason is { Length: > MaxLength }
        ? throw new ProblemException(RidersProblems.ReasonTooLong, $"Give the reason in at most {MaxLength} characters.")
        : Reason;
}
