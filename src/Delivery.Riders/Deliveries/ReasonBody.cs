using Delivery.ServiceDefaults.Problems;
using Delivery.ServiceDefaults.Text;

namespace Delivery.Riders.Deliveries;

/// <summary>The body of <c>POST …/give-back</c> and <c>…/undeliverable</c>; it may be left out.</summary>
/// <param name="Reason">For the operator to read.</param>
internal sealed record ReasonBody(string? Reason)
{
    private const int MaxLength = 500;

    /// <summary>The reason, when it is valid.</summary>
    public string? Checked() => Reason is { Length: > MaxLength } || FreeText.HasControlCharacters(Reason)
        ? throw new ProblemException(
            RidersProblems.ReasonInvalid, $"Give the reason in at most {MaxLength} characters, without control characters.")
        : Reason;
}
