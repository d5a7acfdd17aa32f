using DotLiquid.Tags;

namespace Delivery.Workflows.Expressions;

/// <summary>DotLiquid bounds each loop by itself, but not loops inside loops.</summary>
internal sealed class CountedFor : For
{
    private bool _counts;

    public override void UnknownTag(string tag, string markup, List<string> tokens)
    {
        if (tag == "else")
        {
            // From here on the node list is that of the else branch.
            Count();
        }

        base.UnknownTag(tag, markup, tokens);
    }

    protected override void Parse(List<string> tokens)
    {
        base.Parse(tokens);
        Count();
    }

    private void Count()
    {
        if (!_counts)
        {
            NodeList.Insert(0, new LoopCounter());
            _counts = true;
        }
    }
}
