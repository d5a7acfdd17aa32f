using System.Text.Json.Nodes;
using Delivery.Workflows.Values;

namespace Delivery.Workflows.Graph;

/// <summary>A variable of a container, ready to use.</summary>
internal sealed record VariableDeclaration(string Id, string Name, TypeAlias Type, JsonNode? Default, bool IsPersistent)
{
    public VariableDeclaration(WorkflowVariable variable)
        : this(variable.Id, variable.Name, TypeAlias.Parse(variable.TypeName), variable.Default, variable.IsPersistent)
    {
    }
}
