using DotLiquid.Tags.Html;

namespace Delivery.Workflows.Expressions;

/// <summary>Counts the cells of a table.</summary>
internal sealed class CountedTableRow : TableRow
{
    protected override void Parse(List<string> tokens)
    {
        base.Parse(tokens);
        NodeList.Insert(0, new LoopCounter());
    }
}
