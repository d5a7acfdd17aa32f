namespace Delivery.Workflows.Runtime.Retention;

/// <summary>
/// How long the runtime keeps what is over, under <c>Workflows:Retention</c>. It is deleted, not archived: what an order came to is in the
/// modules' own records, and a journal holds names and addresses. An instance in which something is still open stays, however old: one that
/// has faulted, and one with something outside that could not be done.
/// </summary>
public sealed class WorkflowRetentionOptions
{
    /// <summary>Instances that came to their end, after it; default 30 days. Zero and less keeps them.</summary>
    public TimeSpan Finished { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Instances that were cancelled, after that; default 90 days. Zero and less keeps them.</summary>
    public TimeSpan Cancelled { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Drafts that never were published and are not the latest version, after their last change; default 90 days. Zero and less keeps them.</summary>
    public TimeSpan Drafts { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Bundles that nothing has needed any more for this long; default 7 days. Zero and less keeps them.</summary>
    public TimeSpan Bundles { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Plans of alterations, after their end, and incidents that belong to no instance; default 90 days. Zero and less keeps them.</summary>
    public TimeSpan Records { get; set; } = TimeSpan.FromDays(90);
}
