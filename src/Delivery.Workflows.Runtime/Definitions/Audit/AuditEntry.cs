namespace Delivery.Workflows.Runtime.Definitions.Audit;

/// <summary>A line of the audit log.</summary>
/// <param name="Action">What was done.</param>
/// <param name="VersionId">To which version.</param>
/// <param name="Version">Its number.</param>
/// <param name="Who">By whom; null when it was a file or a program.</param>
/// <param name="Note">Why, in their words.</param>
/// <param name="At">When.</param>
public sealed record AuditEntry(AuditAction Action, string VersionId, int Version, string? Who, string? Note, DateTimeOffset At);
