using DotLiquid;

namespace Delivery.Workflows.Expressions;

/// <summary>Stands invisibly at the head of a loop's body and counts its rounds.</summary>
internal sealed class LoopCounter : Tag
{
    public override void Render(Context context, TextWriter result) => LiquidBudget.Of(context).CountRound();
}
