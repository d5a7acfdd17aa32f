using DotLiquid;
using DotLiquid.Tags;

namespace Delivery.Workflows.Expressions;

/// <summary>A text can double itself at every assignment.</summary>
internal sealed class CountedAssign : Assign
{
    public override void Render(Context context, TextWriter result)
    {
        base.Render(context, result);
        LiquidBudget.Of(context).CheckMemory();
    }
}
