using System.Text.Json.Nodes;

namespace Delivery.Workflows.Activities;

/// <summary>Starts one other instance.</summary>
internal static class ChildStart
{
    public static void Execute(ActivityContext context, string stimulus)
    {
        var waits = context.Input<bool>(Children.WaitForCompletion);
        context.Properties[Children.WaitForCompletion] = waits;
        var id = Children.CreateIds(context, 1)[0];
        var bookmark = context.CreateBookmark(new BookmarkRequest(stimulus, new JsonObject { [Children.ChildInstanceId] = id }));
        Children.Start(
            context, bookmark, waits, [Children.Instance(context, id, context.Input<string>(Children.CorrelationId), context.Input(Children.Input) as JsonObject)]);
    }

    /// <summary>What it was asked for when it began: the input may say something else by now.</summary>
    public static bool Waits(ActivityContext context) => context.Properties[Children.WaitForCompletion]?.GetValue<bool>() == true;
}
