namespace Delivery.Workflows.Runtime.Definitions.Audit;

/// <summary>Who changes what new instances run.</summary>
/// <param name="Who">The subject.</param>
/// <param name="Note">Why; needed when the checks have doubts.</param>
public sealed record ChangeAuthor(string Who, string? Note = null);
