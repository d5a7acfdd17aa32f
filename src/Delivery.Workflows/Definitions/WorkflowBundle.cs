namespace Delivery.Workflows;

/// <summary>A definition version with every sub-workflow version it uses: what a running instance keeps (R13).</summary>
public sealed class WorkflowBundle
{
    private WorkflowBundle()
    {
    }

    /// <summary>What instances run.</summary>
    public WorkflowDefinition Root => throw new NotImplementedException();

    /// <summary>The sub-workflow versions.</summary>
    public IReadOnlyList<WorkflowDefinition> Workflows => throw new NotImplementedException();

    /// <summary>Upper-case hexadecimal SHA-256 of the content.</summary>
    public string Hash => throw new NotImplementedException();

    /// <summary>Collects the sub-workflows. A reference that <paramref name="resolve"/> does not know stays; executing it faults.</summary>
    public static WorkflowBundle Create(WorkflowDefinition root, Func<WorkflowReference, WorkflowDefinition?> resolve) => throw new NotImplementedException();

    /// <summary>For storage; <see cref="Parse"/> reads it.</summary>
    public string ToJson() => throw new NotImplementedException();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static WorkflowBundle Parse(string json) => throw new NotImplementedException();
}
