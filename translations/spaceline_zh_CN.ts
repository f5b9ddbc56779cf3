<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Address</name>
    <message>
        <source>A Space&apos;s name has only letters, digits, “-”, “_” and “.” in it.</source>
        <translation>Space 的名称只能包含字母、数字、“-”、“_”和“.”。</translation>
    </message>
    <message>
        <source>This page of Hugging Face is not a Space; a Space&apos;s page has “spaces” in its address.</source>
        <translation>这个 Hugging Face 页面不是 Space；Space 页面的地址中含有“spaces”。</translation>
    </message>
    <message>
        <source>This is not a valid address.</source>
        <translation>这不是有效的地址。</translation>
    </message>
    <message>
        <source>Type the name of a Space, such as owner/name, or the address of an app.</source>
        <translation>请输入 Space 的名称（例如 owner/name）或应用的网址。</translation>
    </message>
    <message>
        <source>An address has no blanks in it.</source>
        <translation>地址中不能有空格。</translation>
    </message>
    <message>
        <source>Only addresses that begin with http:// or https:// can be opened.</source>
        <translation>只能打开以 http:// 或 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>A Space is named owner/name; an app&apos;s address begins with http:// or https://.</source>
        <translation>Space 的名称形如 owner/name；应用的网址以 http:// 或 https:// 开头。</translation>
    </message>
</context>
<context>
    <name>Call</name>
    <message>
        <source>An endpoint without a name can only be called through the queue.</source>
        <translation>没有名称的端点只能通过队列调用。</translation>
    </message>
    <message>
        <source>The server gave no event id.</source>
        <translation>服务器没有给出事件 ID。</translation>
    </message>
    <message>
        <source>One event of the answer is over 64 MiB.</source>
        <translation>回答中有一个事件超过 64 MiB。</translation>
    </message>
    <message>
        <source>The app runs Gradio %1, which has no /call; it can only be called through the queue.</source>
        <translation>此应用运行的是 Gradio %1，没有 /call，只能通过队列调用。</translation>
    </message>
    <message>
        <source>Something between here and the server, probably a proxy, holds the reply back: it comes in bursts. On a server of your own, turn off the proxy&apos;s buffering (nginx: proxy_buffering off).</source>
        <translation>与服务器之间的某个环节（可能是代理服务器）扣留了回复，内容成批到达。如果服务器是你自己的，请关闭代理的缓冲（nginx：proxy_buffering off）。</translation>
    </message>
</context>
<context>
    <name>ChatMapping</name>
    <message>
        <source>%1 is the app&apos;s own chat (gr.ChatInterface): text in, answer out, and the server remembers the conversation.</source>
        <translation>%1 是应用自带的聊天接口（gr.ChatInterface）：输入文字、得到回答，对话由服务器记住。</translation>
    </message>
    <message>
        <source>%1 is a gr.Interface that takes a text and answers it; it remembers nothing between turns.</source>
        <translation>%1 是一个 gr.Interface，接受文字并作出回答；各轮之间不保留记忆。</translation>
    </message>
    <message>
        <source>%1 takes no text or gives no answer.</source>
        <translation>%1 不接受文字，或者不给出回答。</translation>
    </message>
    <message>
        <source>%1 was chosen by you.</source>
        <translation>%1 由你选定。</translation>
    </message>
    <message>
        <source>There is no endpoint %1; there are: %2.</source>
        <translation>没有端点 %1；现有端点：%2。</translation>
    </message>
    <message>
        <source>The author switched the API off.</source>
        <translation>作者关闭了 API。</translation>
    </message>
    <message>
        <source>None of its endpoints takes a text and answers it: %1.</source>
        <translation>没有一个端点能接受文字并作出回答：%1。</translation>
    </message>
    <message>
        <source>%1 is the app&apos;s own chat (gr.ChatInterface), called as its page calls it so that files and components are not lost.</source>
        <translation>%1 是应用自带的聊天接口（gr.ChatInterface），按应用页面的方式调用，以免丢失文件和组件。</translation>
    </message>
    <message>
        <source>This Space renamed %1 to %2.</source>
        <translation>此 Space 将 %1 更名为 %2。</translation>
    </message>
    <message>
        <source>This Space changed %1, so the roles that you chose for it are no longer used.</source>
        <translation>此 Space 更改了 %1，因此不再使用你为它选定的用途。</translation>
    </message>
    <message>
        <source>This Space no longer has %1, so your choice is not used.</source>
        <translation>此 Space 已没有 %1，因此未采用你的选择。</translation>
    </message>
    <message>
        <source>%1 takes the message and %2 then answers it, as on the app&apos;s own page.</source>
        <translation>%1 接收消息，再由 %2 回答，与应用自己的页面一样。</translation>
    </message>
    <message>
        <source>%1 answers a conversation that ends in your message.</source>
        <translation>%1 接受以你的消息结尾的对话，并作出回答。</translation>
    </message>
    <message>
        <source>%1 takes a text and the conversation so far, and answers in the conversation.</source>
        <translation>%1 接受文字和此前的对话，并在对话中作出回答。</translation>
    </message>
    <message>
        <source>%1 takes a text and the conversation so far, and gives the answer beside it.</source>
        <translation>%1 接受文字和此前的对话，并单独给出回答。</translation>
    </message>
    <message>
        <source>%1 answers a text about a file that you attach.</source>
        <translation>%1 针对你附加的文件回答文字提问。</translation>
    </message>
    <message>
        <source>%1 takes a text; what else it asks for is left empty.</source>
        <translation>%1 接受文字；它要求的其他内容留空。</translation>
    </message>
    <message>
        <source>%1 takes a text and answers it, and the server remembers the conversation.</source>
        <translation>%1 接受文字并作出回答，对话由服务器记住。</translation>
    </message>
    <message>
        <source>%1 makes a file from a text; it remembers nothing between turns.</source>
        <translation>%1 根据文字生成文件；各轮之间不保留记忆。</translation>
    </message>
    <message>
        <source>%1 takes a text and needs nothing else to answer; it remembers nothing between turns.</source>
        <translation>%1 只需文字即可作出回答；各轮之间不保留记忆。</translation>
    </message>
    <message>
        <source>This Space changed what %1 takes or answers.</source>
        <translation>这个 Space 更改了 %1 的输入或输出。</translation>
    </message>
    <message>
        <source>This Space no longer has %1; %2 is called instead.</source>
        <translation>这个 Space 不再提供 %1，现改为调用 %2。</translation>
    </message>
    <message>
        <source>%1 is the only one that answers, and takes files.</source>
        <translation>%1 是唯一会回答的端点，并且接收文件。</translation>
    </message>
    <message>
        <source>The app builds its functions only in the browser page, where other programs cannot call them.</source>
        <translation>这个应用只在浏览器页面中生成函数，其他程序无法调用。</translation>
    </message>
    <message>
        <source>The author switched the API off, but you can choose one of the page&apos;s own functions by hand.</source>
        <translation>作者关闭了 API，但你可以手动选择页面自身的函数。</translation>
    </message>
</context>
<context>
    <name>Config</name>
    <message>
        <source>This server runs Gradio 2, which is too old.</source>
        <translation>此服务器运行的是 Gradio 2，版本过旧。</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Check how %1 is written, and whether this computer is online: open any page in a browser.</source>
        <translation>请检查 %1 是否拼写正确，以及这台计算机是否联网：可以在浏览器中打开任意网页。</translation>
    </message>
    <message>
        <source>Start the app on this computer, or correct the port: the app prints its address when it starts, usually with port 7860.</source>
        <translation>请在这台计算机上启动应用，或更正端口：应用启动时会输出自己的地址，端口通常是 7860。</translation>
    </message>
    <message>
        <source>Correct the port (%1 was tried), or ask whoever runs the server whether the app is started and listens to other computers (server_name=&quot;0.0.0.0&quot;).</source>
        <translation>请更正端口（刚才尝试的是 %1），或询问服务器的运行者：应用是否已启动，是否接受其他计算机的连接（server_name=&quot;0.0.0.0&quot;）。</translation>
    </message>
    <message>
        <source>Check the address and the port; where they are right, the server is switched off or a firewall or VPN keeps this computer from it.</source>
        <translation>请检查地址和端口；如果都正确，则可能是服务器已关闭，或者防火墙或 VPN 阻止了这台计算机访问它。</translation>
    </message>
    <message>
        <source>Correct or switch off the proxy in the system&apos;s network settings (or in http_proxy and https_proxy).</source>
        <translation>请在系统的网络设置中（或在 http_proxy 和 https_proxy 中）更正或关闭代理。</translation>
    </message>
    <message>
        <source>Try the address with http:// instead of https://: what answers there does not speak TLS.</source>
        <translation>请将地址中的 https:// 改为 http:// 再试：那里的服务不使用 TLS。</translation>
    </message>
    <message>
        <source>Check this computer&apos;s clock; where that is right, the server needs a certificate for %1 that this computer knows, or its authority has to be added to the system&apos;s.</source>
        <translation>请检查这台计算机的时钟；如果时钟正确，则服务器需要一个这台计算机认可的 %1 证书，或者需将其颁发机构加入系统的信任列表。</translation>
    </message>
    <message>
        <source>Correct the address: a Space is written owner/name, an app&apos;s address begins with http:// or https://.</source>
        <translation>请更正地址：Space 写作 owner/name，应用的网址以 http:// 或 https:// 开头。</translation>
    </message>
    <message>
        <source>Check how the Space is written; where that is right it is private, and an access token of an account that may see it is needed (Access token… in the menu, HF_TOKEN in a script).</source>
        <translation>请检查 Space 的名称；如果名称正确，则它是私有的，需要有权查看它的账号的访问令牌（菜单中的“访问令牌…”，脚本中用 HF_TOKEN）。</translation>
    </message>
    <message>
        <source>Replace the access token (Access token… in the menu, HF_TOKEN in a script), or remove it: public Spaces need none.</source>
        <translation>请更换访问令牌（菜单中的“访问令牌…”，脚本中用 HF_TOKEN），或将其移除：公开的 Space 不需要令牌。</translation>
    </message>
    <message>
        <source>The app can be reached; sign in with the user name and password that its owner gave you (in a script: ask --user NAME with SPACELINE_PASSWORD).</source>
        <translation>应用可以访问；请用其所有者给你的用户名和密码登录（脚本中用 ask --user NAME 和 SPACELINE_PASSWORD）。</translation>
    </message>
    <message>
        <source>Open the Space&apos;s page in a browser and sign in there with Hugging Face.</source>
        <translation>请在浏览器中打开 Space 页面，并在那里使用 Hugging Face 登录。</translation>
    </message>
    <message>
        <source>Check the address and its path: something else than a Gradio app lives at %1. A Gradio app&apos;s page says “Use via API” at its foot.</source>
        <translation>请检查地址及其路径：%1 处不是 Gradio 应用。Gradio 应用的页面底部有“通过 API 使用”（Use via API）字样。</translation>
    </message>
    <message>
        <source>Check whether this computer is online and whether a firewall, VPN or proxy stands between it and %1.</source>
        <translation>请检查这台计算机是否联网，以及它与 %1 之间是否有防火墙、VPN 或代理。</translation>
    </message>
    <message>
        <source>Try the address with https:// instead of http://; where that changes nothing, look at the server&apos;s own messages.</source>
        <translation>请将地址中的 http:// 改为 https:// 再试；如果没有变化，请查看服务器自身输出的消息。</translation>
    </message>
    <message>
        <source>Try again in a minute; where that changes nothing, look at the server&apos;s own messages.</source>
        <translation>请一分钟后重试；如果没有变化，请查看服务器自身输出的消息。</translation>
    </message>
    <message>
        <source>The server took the connection and said nothing: it is overloaded or hangs. Try again later, or start the app again.</source>
        <translation>服务器接受了连接，但没有响应：它已过载或卡住。请稍后重试，或重新启动应用。</translation>
    </message>
    <message>
        <source>A web server answers, but not the app behind it: wait until the app has started, or look at its own messages.</source>
        <translation>Web 服务器有响应，但其后的应用没有：请等待应用启动，或查看应用自身输出的消息。</translation>
    </message>
    <message>
        <source>Wait a few minutes; with an access token more requests are allowed.</source>
        <translation>请等待几分钟；使用访问令牌可以发送更多请求。</translation>
    </message>
    <message>
        <source>Use the address that the server sends on to, if you trust it.</source>
        <translation>如果你信任服务器转到的地址，请使用那个地址。</translation>
    </message>
    <message>
        <source>Open the address in a browser: where the app&apos;s page works there, send this report to Spaceline, else to the app&apos;s author.</source>
        <translation>请在浏览器中打开此地址：如果应用页面可以正常使用，请将此报告发送给 Spaceline，否则发送给应用的作者。</translation>
    </message>
    <message>
        <source>Choose another Space, or say under Connection which of its functions to call and where the message goes (in a script: ask --endpoint NAME).</source>
        <translation>请选择其他 Space，或在“连接”中指定要调用哪个函数、消息填入何处（脚本中用 ask --endpoint NAME）。</translation>
    </message>
    <message>
        <source>Wait until GPU time is free again, or add an access token: an account has more of it.</source>
        <translation>请等待 GPU 时间恢复，或添加访问令牌：有账号就能获得更多。</translation>
    </message>
    <message>
        <source>Many people use this Space now: try again in a few minutes, or choose another one.</source>
        <translation>现在使用此 Space 的人很多：请几分钟后重试，或选择其他 Space。</translation>
    </message>
    <message>
        <source>Look at the parameters and at how the Space is called (under Connection): the app wants something else than it was sent.</source>
        <translation>请检查参数和 Space 的调用方式（在“连接”中）：应用需要的内容与发送的不一致。</translation>
    </message>
    <message>
        <source>The connection works, the app itself failed: try again, try another message, or tell the app&apos;s author.</source>
        <translation>连接正常，是应用自身出错：请重试、换一条消息，或告知应用的作者。</translation>
    </message>
    <message>
        <source>Only the Space&apos;s owner can start it again: ask on its page under Community, or choose another Space.</source>
        <translation>只有此 Space 的所有者才能重新启动它：请在其页面的“Community”中询问，或选择其他 Space。</translation>
    </message>
    <message>
        <source>A Space that sleeps starts when it is visited, as this check just did: wait one to three minutes and check again.</source>
        <translation>休眠的 Space 会在被访问时启动，这次检查已经访问过它：请等待一到三分钟后再检查。</translation>
    </message>
    <message>
        <source>It is being started: wait a few minutes and check again.</source>
        <translation>它正在启动：请等待几分钟后再检查。</translation>
    </message>
    <message>
        <source>The Space is broken and only its owner can mend it: look at its page, or choose another Space.</source>
        <translation>此 Space 出了故障，只有所有者才能修复：请查看其页面，或选择其他 Space。</translation>
    </message>
    <message>
        <source>Look at the Space&apos;s page in a browser: where the app works there, check again in a minute.</source>
        <translation>请在浏览器中查看 Space 页面：如果应用在那里可以正常使用，请一分钟后再检查。</translation>
    </message>
</context>
<context>
    <name>Download</name>
    <message>
        <source>The app names a file in your own network, which is not fetched.</source>
        <translation>应用指向了你自己网络中的文件，因此未获取。</translation>
    </message>
    <message>
        <source>The file is larger than the limit in Settings.</source>
        <translation>文件超过了“设置”中的上限。</translation>
    </message>
</context>
<context>
    <name>Failure</name>
    <message>
        <source>The app reported an error.</source>
        <translation>应用报告了一个错误。</translation>
    </message>
    <message>
        <source>The command was not understood.</source>
        <translation>无法理解该命令。</translation>
    </message>
    <message>
        <source>The reply was stopped.</source>
        <translation>回复已停止。</translation>
    </message>
    <message>
        <source>The app expects other inputs than it was given.</source>
        <translation>应用需要的输入与收到的不一致。</translation>
    </message>
    <message>
        <source>The app failed while working on your request and does not say why.</source>
        <translation>应用在处理你的请求时失败，且没有说明原因。</translation>
    </message>
    <message>
        <source>The Space is not running.</source>
        <translation>此 Space 未在运行。</translation>
    </message>
    <message>
        <source>The Space was not found, or it is private and your token cannot see it.</source>
        <translation>找不到此 Space，或者它是私有的，而你的令牌无权查看。</translation>
    </message>
    <message>
        <source>There is no Space at this address.</source>
        <translation>此地址没有 Space。</translation>
    </message>
    <message>
        <source>The server does not accept this way of calling it.</source>
        <translation>服务器不接受这种调用方式。</translation>
    </message>
    <message>
        <source>The app offers nothing that can be chatted with.</source>
        <translation>此应用没有可供对话的接口。</translation>
    </message>
    <message>
        <source>The Space no longer remembers this conversation.</source>
        <translation>此 Space 已不记得这次对话。</translation>
    </message>
    <message>
        <source>The app expects the conversation in another form.</source>
        <translation>应用需要另一种格式的对话记录。</translation>
    </message>
    <message>
        <source>The server has stopped answering.</source>
        <translation>服务器已停止响应。</translation>
    </message>
    <message>
        <source>The connection was lost before the reply was complete.</source>
        <translation>回复尚未完成，连接就已中断。</translation>
    </message>
    <message>
        <source>The Space is busy: its queue is full.</source>
        <translation>此 Space 正忙：队列已满。</translation>
    </message>
    <message>
        <source>The server asks for fewer requests for a while.</source>
        <translation>服务器要求暂时减少请求。</translation>
    </message>
    <message>
        <source>The app did not accept a file.</source>
        <translation>应用未接受某个文件。</translation>
    </message>
    <message>
        <source>A file of the reply could not be fetched.</source>
        <translation>无法获取回复中的某个文件。</translation>
    </message>
    <message>
        <source>This app asks for a user name and a password.</source>
        <translation>此应用需要用户名和密码。</translation>
    </message>
    <message>
        <source>This app asks you to sign in with Hugging Face.</source>
        <translation>此应用要求你使用 Hugging Face 登录。</translation>
    </message>
    <message>
        <source>No GPU could be had for this request.</source>
        <translation>未能为此请求分配 GPU。</translation>
    </message>
    <message>
        <source>The server&apos;s answer could not be read.</source>
        <translation>无法读取服务器的回答。</translation>
    </message>
    <message>
        <source>The server has lost this session.</source>
        <translation>服务器已丢失此会话。</translation>
    </message>
    <message>
        <source>The app expects text and files together.</source>
        <translation>应用需要同时提供文字和文件。</translation>
    </message>
    <message>
        <source>The app does not accept the value of a parameter.</source>
        <translation>应用不接受某个参数的值。</translation>
    </message>
    <message>
        <source>Hugging Face does not accept this token.</source>
        <translation>Hugging Face 不接受此令牌。</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>无法连接服务器。</translation>
    </message>
    <message>
        <source>There is a server at this address, but it is not a Gradio app.</source>
        <translation>此地址有服务器，但它不是 Gradio 应用。</translation>
    </message>
    <message>
        <source>The server gives a wrong address for itself.</source>
        <translation>服务器给出的自身地址有误。</translation>
    </message>
    <message>
        <source>The server sends on to another address that cannot be followed.</source>
        <translation>服务器转到了另一个无法跟随的地址。</translation>
    </message>
    <message>
        <source>This Space&apos;s free GPU time is used up for today.</source>
        <translation>此 Space 今天的免费 GPU 时间已用完。</translation>
    </message>
    <message>
        <source>What came back is not the app&apos;s answer.</source>
        <translation>收到的内容不是应用的回答。</translation>
    </message>
    <message>
        <source>The app ran out of memory.</source>
        <translation>应用的内存不足。</translation>
    </message>
    <message>
        <source>Try a shorter message, a smaller picture, or fewer steps.</source>
        <translation>可以试试更短的消息、更小的图片或更少的步数。</translation>
    </message>
    <message>
        <source>All of the platform&apos;s shared GPUs were busy.</source>
        <translation>平台共享的 GPU 当时全部被占用。</translation>
    </message>
    <message>
        <source>Trying again may use up some of your GPU time.</source>
        <translation>重试可能会消耗你的部分 GPU 时间。</translation>
    </message>
    <message>
        <source>This app asks for more GPU time at once than you may have.</source>
        <translation>此应用一次要求的 GPU 时间超过了你可用的上限。</translation>
    </message>
    <message>
        <source>The pass for the GPU ran out while the request waited.</source>
        <translation>请求还在等待，GPU 的使用许可就已过期。</translation>
    </message>
    <message>
        <source>The GPU stopped before the app was done.</source>
        <translation>应用尚未完成，GPU 就已停止。</translation>
    </message>
    <message>
        <source>The Space takes no requests: its queue was stopped.</source>
        <translation>此 Space 不接受请求：它的队列已停止。</translation>
    </message>
    <message>
        <source>Whoever runs the Space has to restart it.</source>
        <translation>需要由此 Space 的运行者重新启动它。</translation>
    </message>
    <message>
        <source>The Space is asleep.</source>
        <translation>此 Space 处于休眠状态。</translation>
    </message>
    <message>
        <source>Waking it takes one to three minutes.</source>
        <translation>唤醒它需要一到三分钟。</translation>
    </message>
    <message>
        <source>The Space is still starting.</source>
        <translation>此 Space 仍在启动。</translation>
    </message>
    <message>
        <source>The Space is paused, and only its owner can start it again.</source>
        <translation>此 Space 已暂停，只有所有者才能重新启动它。</translation>
    </message>
    <message>
        <source>The Space could not be started.</source>
        <translation>此 Space 未能启动。</translation>
    </message>
    <message>
        <source>Only its owner can mend it.</source>
        <translation>只有所有者才能修复它。</translation>
    </message>
    <message>
        <source>Your network wants a login first.</source>
        <translation>你所在的网络要求先登录。</translation>
    </message>
    <message>
        <source>Open any page in your browser, log in there, and try again.</source>
        <translation>请在浏览器中打开任意网页，在那里登录后重试。</translation>
    </message>
    <message>
        <source>It may miss a file, not know a value, have met the GPU&apos;s limit, or be broken.</source>
        <translation>可能是缺少文件、不认识某个值、达到了 GPU 的上限，或者应用本身有故障。</translation>
    </message>
    <message>
        <source>It was probably restarted.</source>
        <translation>它可能重新启动过。</translation>
    </message>
    <message>
        <source>A new conversation may work.</source>
        <translation>新建对话也许可行。</translation>
    </message>
    <message>
        <source>The server may run several copies that do not know of each other.</source>
        <translation>服务器可能运行着多个互不知晓的副本。</translation>
    </message>
    <message>
        <source>The server, or a proxy before it, is probably in trouble.</source>
        <translation>可能是服务器或它前面的代理出了问题。</translation>
    </message>
    <message>
        <source>The Space is said to run, but it does not answer.</source>
        <translation>此 Space 显示为正在运行，但没有响应。</translation>
    </message>
    <message>
        <source>The Space could not be built.</source>
        <translation>此 Space 构建失败。</translation>
    </message>
    <message>
        <source>The Space is set up wrongly and does not run.</source>
        <translation>此 Space 的配置有误，未在运行。</translation>
    </message>
    <message>
        <source>The Space has crashed and does not run.</source>
        <translation>此 Space 已崩溃，未在运行。</translation>
    </message>
    <message>
        <source>There is no app in this Space.</source>
        <translation>此 Space 中没有应用。</translation>
    </message>
    <message>
        <source>The Space is being deleted.</source>
        <translation>此 Space 正在被删除。</translation>
    </message>
    <message>
        <source>%1 s left, this app asks for %2 s.</source>
        <translation>还剩 %1 秒，此应用要求 %2 秒。</translation>
    </message>
    <message>
        <source>%1 s left.</source>
        <translation>还剩 %1 秒。</translation>
    </message>
    <message>
        <source>This app asks for %1 s.</source>
        <translation>此应用要求 %1 秒。</translation>
    </message>
    <message>
        <source>The app&apos;s description was read again, and the message sent once more.</source>
        <translation>已重新读取应用的接口描述，并再次发送了消息。</translation>
    </message>
    <message>
        <source>The message was sent once more in a new session.</source>
        <translation>已在新会话中再次发送了消息。</translation>
    </message>
    <message numerus="yes">
        <source>Tried again %n time(s).</source>
        <translation>
            <numerusform>已重试 %n 次。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same %n time(s) in a row.</source>
        <translation>
            <numerusform>已连续 %n 次出现同样的情况。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FailureCard</name>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Add token</source>
        <translation>添加令牌</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Change address</source>
        <translation>更改地址</translation>
    </message>
    <message>
        <source>Open Space page</source>
        <translation>打开 Space 页面</translation>
    </message>
    <message>
        <source>Free again at %1.</source>
        <translation>额度将于 %1 恢复。</translation>
    </message>
    <message>
        <source>Possible again at %1.</source>
        <translation>%1 之后可以重试。</translation>
    </message>
    <message>
        <source>Free again on %1 at %2.</source>
        <translation>额度将于%1 %2 恢复。</translation>
    </message>
    <message>
        <source>Possible again on %1 at %2.</source>
        <translation>%1 %2 之后可以重试。</translation>
    </message>
    <message>
        <source>Send at %1</source>
        <translation>%1 发送</translation>
    </message>
    <message>
        <source>Do not send</source>
        <translation>不发送</translation>
    </message>
    <message>
        <source>Wake</source>
        <translation>唤醒</translation>
    </message>
    <message>
        <source>Change token</source>
        <translation>更换令牌</translation>
    </message>
    <message>
        <source>About PRO</source>
        <translation>了解 PRO</translation>
    </message>
    <message>
        <source>Your message is kept.</source>
        <translation>你的消息已保留。</translation>
    </message>
</context>
<context>
    <name>FileRules</name>
    <message>
        <source>images</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>text files</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>This Space takes no files.</source>
        <translation>此 Space 不接受文件。</translation>
    </message>
    <message>
        <source>“%1” is not what this Space takes: %2.</source>
        <translation>“%1”不是此 Space 接受的类型：%2。</translation>
    </message>
    <message>
        <source>“%1” is too large: this Space takes files up to %2.</source>
        <translation>“%1”太大：此 Space 接受的文件不超过 %2。</translation>
    </message>
    <message numerus="yes">
        <source>This Space takes no more than %n file(s) with a message.</source>
        <translation>
            <numerusform>此 Space 的每条消息最多接受 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>files of any kind</source>
        <translation>任何类型的文件</translation>
    </message>
    <message>
        <source>%1 · up to %2 each</source>
        <translation>%1 · 每个不超过 %2</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Thought</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>复制链接地址</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>This reply failed.</source>
        <translation>此回复失败。</translation>
    </message>
    <message>
        <source>This reply was interrupted.</source>
        <translation>此回复已中断。</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>This reply has no text.</source>
        <translation>此回复没有文字。</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>正在等待…</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Only the newest reply can be asked for again.</source>
        <translation>只有最新的回复可以重试。</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Uploading…</source>
        <translation>正在上传…</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>正在获取…</translation>
    </message>
    <message>
        <source>Uploading · %1%</source>
        <translation>正在上传 · %1%</translation>
    </message>
    <message>
        <source>Fetching · %1%</source>
        <translation>正在获取 · %1%</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Waits to be fetched</source>
        <translation>等待获取</translation>
    </message>
    <message>
        <source>Over the limit</source>
        <translation>超过上限</translation>
    </message>
    <message>
        <source>%1, over the limit</source>
        <translation>%1，超过上限</translation>
    </message>
    <message>
        <source>Could not be fetched</source>
        <translation>无法获取</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save %1 as…</source>
        <translation>将 %1 另存为…</translation>
    </message>
    <message>
        <source>Fetch</source>
        <translation>获取</translation>
    </message>
    <message>
        <source>Fetch %1</source>
        <translation>获取 %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Try again to fetch %1</source>
        <translation>重新获取 %1</translation>
    </message>
    <message>
        <source>Image: %1</source>
        <translation>图片：%1</translation>
    </message>
    <message>
        <source>Copy image</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Interrupted.</source>
        <translation>已中断。</translation>
    </message>
    <message>
        <source>Another reply is on its way.</source>
        <translation>另一条回复正在进行。</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thought for %1</source>
        <translation>思考了 %1</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>详情…</translation>
    </message>
    <message>
        <source>Check the connection…</source>
        <translation>检查连接…</translation>
    </message>
    <message>
        <source>The Space was restarted and no longer remembers what came before.</source>
        <translation>此 Space 已重新启动，不再记得此前的内容。</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit your message</source>
        <translation>编辑你的消息</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Take this turn back</source>
        <translation>撤回这一轮</translation>
    </message>
    <message>
        <source>Like</source>
        <translation>赞</translation>
    </message>
    <message>
        <source>Dislike</source>
        <translation>踩</translation>
    </message>
    <message>
        <source>Only your last message can be edited.</source>
        <translation>只能编辑你的最后一条消息。</translation>
    </message>
    <message>
        <source>Only the last turn can be taken back.</source>
        <translation>只能撤回最后一轮。</translation>
    </message>
</context>
<context>
    <name>Http</name>
    <message>
        <source>This is not an address on the web: %1</source>
        <translation>这不是网址：%1</translation>
    </message>
    <message>
        <source>It sends on to %1.</source>
        <translation>它转到了 %1。</translation>
    </message>
    <message>
        <source>It sends on again and again.</source>
        <translation>它反复跳转。</translation>
    </message>
    <message>
        <source>The answer is too large.</source>
        <translation>回答过大。</translation>
    </message>
    <message>
        <source>The host %1 was not found.</source>
        <translation>找不到主机 %1。</translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation>%1 拒绝了连接。</translation>
    </message>
    <message>
        <source>%1 closed the connection.</source>
        <translation>%1 关闭了连接。</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 未及时响应。</translation>
    </message>
    <message>
        <source>No secure connection (TLS) to %1 was possible.</source>
        <translation>无法与 %1 建立安全连接（TLS）。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2</source>
        <translation>%1 的证书不受信任：%2</translation>
    </message>
    <message>
        <source>The proxy asks for a user name and a password.</source>
        <translation>代理服务器要求用户名和密码。</translation>
    </message>
    <message>
        <source>The proxy cannot be reached.</source>
        <translation>无法连接代理服务器。</translation>
    </message>
    <message>
        <source>No connection to %1: %2</source>
        <translation>无法连接 %1：%2</translation>
    </message>
    <message>
        <source>A file changed while it was sent.</source>
        <translation>有文件在发送过程中被更改。</translation>
    </message>
    <message>
        <source>The computer was asleep.</source>
        <translation>计算机进入过睡眠状态。</translation>
    </message>
</context>
<context>
    <name>Inspect</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>Messages sent: %1</source>
        <translation>已发送 %1 条消息</translation>
    </message>
    <message>
        <source>stopped by you: %1</source>
        <translation>由你停止 %1 次</translation>
    </message>
    <message>
        <source>in the queue usually %1</source>
        <translation>排队通常需 %1</translation>
    </message>
    <message>
        <source>answer usually after %1</source>
        <translation>通常 %1 后得到回答</translation>
    </message>
    <message>
        <source>Failed %1 ×: %2</source>
        <translation>失败 %1 次：%2</translation>
    </message>
</context>
<context>
    <name>Login</name>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>用户名或密码错误。</translation>
    </message>
</context>
<context>
    <name>ParameterValues</name>
    <message>
        <source>“%1” takes one of: %2.</source>
        <translation>“%1”只能是以下之一：%2。</translation>
    </message>
    <message>
        <source>“%1” takes a list of choices.</source>
        <translation>“%1”需要一个选项列表。</translation>
    </message>
    <message numerus="yes">
        <source>“%1” takes at most %n choice(s).</source>
        <translation>
            <numerusform>“%1”最多可选 %n 项。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” must be between %2 and %3.</source>
        <translation>“%1”必须在 %2 到 %3 之间。</translation>
    </message>
    <message>
        <source>“%1” must be at least %2.</source>
        <translation>“%1”不能小于 %2。</translation>
    </message>
    <message>
        <source>“%1” must be at most %2.</source>
        <translation>“%1”不能大于 %2。</translation>
    </message>
    <message>
        <source>“%1” goes in steps of %2 from %3.</source>
        <translation>“%1”须从 %3 起以 %2 为步长取值。</translation>
    </message>
    <message>
        <source>“%1” takes a text.</source>
        <translation>“%1”需要文字。</translation>
    </message>
    <message numerus="yes">
        <source>“%1” takes at most %n character(s).</source>
        <translation>
            <numerusform>“%1”最多 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” takes a colour such as #3a5bd0.</source>
        <translation>“%1”需要颜色值，例如 #3a5bd0。</translation>
    </message>
    <message>
        <source>“%1” takes a date and time such as 2026-01-31 18:30:00.</source>
        <translation>“%1”需要日期和时间，例如 2026-01-31 18:30:00。</translation>
    </message>
    <message>
        <source>“%1” takes a date such as 2026-01-31.</source>
        <translation>“%1”需要日期，例如 2026-01-31。</translation>
    </message>
    <message>
        <source>“%1” takes one file only.</source>
        <translation>“%1”只接受一个文件。</translation>
    </message>
    <message>
        <source>“%1” takes a file.</source>
        <translation>“%1”需要一个文件。</translation>
    </message>
    <message>
        <source>“%1” takes files of these types only: %2.</source>
        <translation>“%1”只接受这些类型的文件：%2。</translation>
    </message>
    <message>
        <source>“%1” needs a value.</source>
        <translation>“%1”需要填写。</translation>
    </message>
    <message>
        <source>“%1” takes a number.</source>
        <translation>“%1”需要数字。</translation>
    </message>
    <message>
        <source>“%1” is either true or false.</source>
        <translation>“%1”只能是 true 或 false。</translation>
    </message>
    <message>
        <source>“%1” %2.</source>
        <translation>“%1”%2。</translation>
    </message>
</context>
<context>
    <name>ReplyReader</name>
    <message numerus="yes">
        <source>All %n row(s) are in the file %1.</source>
        <translation>
            <numerusform>全部 %n 行都在文件 %1 中。</numerusform>
        </translation>
    </message>
    <message>
        <source>A chart that only a web page can draw (%1); its data is in %2.</source>
        <translation>只有网页才能绘制的图表（%1）；其数据在 %2 中。</translation>
    </message>
</context>
<context>
    <name>RoleWords</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Conversation so far</source>
        <translation>此前的对话</translation>
    </message>
    <message>
        <source>Server&apos;s memory</source>
        <translation>服务器的记忆</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>系统提示词</translation>
    </message>
    <message>
        <source>Attached file</source>
        <translation>附加的文件</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Echo of the message</source>
        <translation>消息的回显</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>不使用</translation>
    </message>
    <message>
        <source>The server remembers what was said.</source>
        <translation>由服务器记住对话内容。</translation>
    </message>
    <message>
        <source>What was said is sent along with each message.</source>
        <translation>每条消息都附带此前的对话内容。</translation>
    </message>
    <message>
        <source>Nobody remembers: each message stands alone.</source>
        <translation>不保留记忆：每条消息各自独立。</translation>
    </message>
    <message>
        <source>Beside the reply</source>
        <translation>附在回复之后</translation>
    </message>
</context>
<context>
    <name>SavedFiles</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>%1 could not be saved: %2</source>
        <translation>无法保存 %1：%2</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>New conversation</source>
        <translation>新建对话</translation>
    </message>
    <message>
        <source>Connect to a Space…</source>
        <translation>连接 Space…</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>下一个对话</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>上一个对话</translation>
    </message>
    <message>
        <source>Conversation 1–9</source>
        <translation>第 1–9 个对话</translation>
    </message>
    <message>
        <source>Rename conversation</source>
        <translation>重命名对话</translation>
    </message>
    <message>
        <source>Delete conversation (in the list)</source>
        <translation>删除对话（在列表中）</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>撰写消息</translation>
    </message>
    <message>
        <source>Send the message</source>
        <translation>发送消息</translation>
    </message>
    <message>
        <source>Stop the reply</source>
        <translation>停止回复</translation>
    </message>
    <message>
        <source>Earlier message</source>
        <translation>上一条消息</translation>
    </message>
    <message>
        <source>Later message</source>
        <translation>下一条消息</translation>
    </message>
    <message>
        <source>Retry the last reply</source>
        <translation>重试最后的回复</translation>
    </message>
    <message>
        <source>Copy the last reply</source>
        <translation>复制最后的回复</translation>
    </message>
    <message>
        <source>Show conversations</source>
        <translation>显示对话列表</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>窗口的下一区域</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Access token…</source>
        <translation>访问令牌…</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About Spaceline</source>
        <translation>关于 Spaceline</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Edit the last message (in an empty box)</source>
        <translation>编辑最后一条消息（输入框为空时）</translation>
    </message>
    <message>
        <source>Attach files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Check the connection…</source>
        <translation>检查连接…</translation>
    </message>
    <message>
        <source>Traffic log…</source>
        <translation>通信日志…</translation>
    </message>
    <message>
        <source>Go to a conversation or Space…</source>
        <translation>转到对话或 Space…</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>撤销删除</translation>
    </message>
    <message>
        <source>New line in the message</source>
        <translation>消息内换行</translation>
    </message>
</context>
<context>
    <name>Store</name>
    <message>
        <source>The history was written by a newer version of Spaceline: it can be read but not changed.</source>
        <translation>历史记录由较新版本的 Spaceline 写入：可以读取，但不能更改。</translation>
    </message>
    <message>
        <source>The history&apos;s file is damaged and could not be set aside.</source>
        <translation>历史记录文件已损坏，且无法移到一旁。</translation>
    </message>
    <message>
        <source>The history&apos;s file was damaged. It was set aside as %1, and a new history was begun.</source>
        <translation>历史记录文件已损坏。它已另存为 %1，并已新建历史记录。</translation>
    </message>
    <message>
        <source>This conversation is no longer there.</source>
        <translation>此对话已不存在。</translation>
    </message>
    <message>
        <source>This reply is no longer there.</source>
        <translation>此回复已不存在。</translation>
    </message>
    <message>
        <source>Another program is using the history just now.</source>
        <translation>另一个程序正在使用历史记录。</translation>
    </message>
    <message>
        <source>This text is too long for the history.</source>
        <translation>这段文字太长，无法存入历史记录。</translation>
    </message>
    <message>
        <source>The history can be read but not changed.</source>
        <translation>历史记录可以读取，但不能更改。</translation>
    </message>
    <message>
        <source>The history&apos;s file could not be read from or written to.</source>
        <translation>无法读写历史记录文件。</translation>
    </message>
    <message>
        <source>The history&apos;s file is damaged.</source>
        <translation>历史记录文件已损坏。</translation>
    </message>
    <message>
        <source>The disk is full, so the history could not be written.</source>
        <translation>磁盘已满，无法写入历史记录。</translation>
    </message>
    <message>
        <source>The history&apos;s file cannot be opened.</source>
        <translation>无法打开历史记录文件。</translation>
    </message>
    <message>
        <source>The history could not be read or changed.</source>
        <translation>无法读取或更改历史记录。</translation>
    </message>
    <message>
        <source>This file is no longer there.</source>
        <translation>此文件已不存在。</translation>
    </message>
    <message>
        <source>The folder %1 for the history cannot be created: %2.</source>
        <translation>无法创建存放历史记录的文件夹 %1：%2。</translation>
    </message>
    <message>
        <source>The file %1 for the history cannot be created: %2.</source>
        <translation>无法创建历史记录文件 %1：%2。</translation>
    </message>
    <message>
        <source>The history&apos;s file %1 cannot be written to: %2.</source>
        <translation>无法写入历史记录文件 %1：%2。</translation>
    </message>
    <message>
        <source>The history&apos;s folder %1 cannot be written to: %2.</source>
        <translation>无法写入历史记录所在的文件夹 %1：%2。</translation>
    </message>
</context>
<context>
    <name>Upload</name>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>无法读取“%1”。</translation>
    </message>
    <message>
        <source>“%1” has %2, but the app takes %3 at most.</source>
        <translation>“%1”大小为 %2，但应用最多接受 %3。</translation>
    </message>
    <message>
        <source>The server does not say where it put the files.</source>
        <translation>服务器没有说明文件存放的位置。</translation>
    </message>
</context>
<context>
    <name>ValueSchema</name>
    <message>
        <source>must be a text in quotation marks</source>
        <translation>必须是带引号的文字</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数字</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>必须是整数</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>必须是 true 或 false</translation>
    </message>
    <message>
        <source>must be a list in [ ]</source>
        <translation>必须是 [ ] 中的列表</translation>
    </message>
    <message>
        <source>must be an object in { }</source>
        <translation>必须是 { } 中的对象</translation>
    </message>
    <message>
        <source>must be null</source>
        <translation>必须是 null</translation>
    </message>
    <message>
        <source>is wrong in %1, which %2</source>
        <translation>中的 %1 有误，它%2</translation>
    </message>
    <message>
        <source>takes one of: %1</source>
        <translation>只能是以下之一：%1</translation>
    </message>
    <message>
        <source>needs a member “%1”</source>
        <translation>缺少成员“%1”</translation>
    </message>
    <message>
        <source>entry %1</source>
        <translation>第 %1 项</translation>
    </message>
</context>
<context>
    <name>spaceline::AreaControl</name>
    <message>
        <source>“%1” is not JSON: look at line %2.</source>
        <translation>“%1”不是有效的 JSON：请检查第 %2 行。</translation>
    </message>
</context>
<context>
    <name>spaceline::AttachmentBar</name>
    <message>
        <source>Attached files</source>
        <translation>已添加的文件</translation>
    </message>
</context>
<context>
    <name>spaceline::AttachmentChip</name>
    <message>
        <source>No longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>%1 % of %2</source>
        <translation>%1%，共 %2</translation>
    </message>
</context>
<context>
    <name>spaceline::Attachments</name>
    <message>
        <source>Choose a Space first</source>
        <translation>请先选择 Space</translation>
    </message>
    <message>
        <source>The Space is not ready yet: what files it takes is not known.</source>
        <translation>Space 尚未就绪：还不知道它接受哪些文件。</translation>
    </message>
    <message>
        <source>This Space takes no files.</source>
        <translation>此 Space 不接受文件。</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>What this Space takes (%1)</source>
        <translation>此 Space 接受的文件 (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>“%1” is a folder; only files can be attached.</source>
        <translation>“%1”是文件夹；只能添加文件。</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>无法读取“%1”。</translation>
    </message>
    <message>
        <source>Pasted image</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
</context>
<context>
    <name>spaceline::CertificateCard</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Trust this certificate for this server</source>
        <translation>对此服务器信任此证书</translation>
    </message>
    <message>
        <source>%1 shows another certificate than the one you trusted.</source>
        <translation>%1 出示的证书与你信任过的不同。</translation>
    </message>
    <message>
        <source>Nobody vouches for the certificate of %1.</source>
        <translation>%1 的证书没有受信任的机构担保。</translation>
    </message>
    <message>
        <source>Only trust it if whoever runs the server tells you the same fingerprint.</source>
        <translation>仅当服务器的运行者告诉你的指纹与此相同时，才应信任它。</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>颁发给</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>颁发者</translation>
    </message>
    <message>
        <source>itself</source>
        <translation>自签名</translation>
    </message>
    <message>
        <source>Valid</source>
        <extracomment>%1 and %2 are days</extracomment>
        <translation>有效期</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
</context>
<context>
    <name>spaceline::ChoiceListControl</name>
    <message>
        <source>Add to %1</source>
        <translation>添加到 %1</translation>
    </message>
    <message>
        <source>Add another…</source>
        <translation>再添加一项…</translation>
    </message>
</context>
<context>
    <name>spaceline::ColorControl</name>
    <message>
        <source>Choose the colour of %1</source>
        <translation>选择 %1 的颜色</translation>
    </message>
    <message>
        <source>Choose a colour</source>
        <translation>选择颜色</translation>
    </message>
</context>
<context>
    <name>spaceline::Composer</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the reply</source>
        <translation>停止回复</translation>
    </message>
    <message>
        <source>Message %1</source>
        <translation>给 %1 发消息</translation>
    </message>
    <message>
        <source>Choose a Space first</source>
        <translation>请先选择 Space</translation>
    </message>
    <message>
        <source>Send when the reply is finished</source>
        <translation>回复完成后发送</translation>
    </message>
    <message>
        <source>Enter sends · Shift+Enter new line</source>
        <translation>Enter 发送 · Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends · Enter new line</source>
        <translation>Ctrl+Enter 发送 · Enter 换行</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>Attach it as a file</source>
        <translation>作为文件添加</translation>
    </message>
    <message>
        <source>Attach files: %1</source>
        <translation>添加文件：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) were pasted.</source>
        <translation>
            <numerusform>粘贴了 %n 个字符。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not sent yet: the attached files are still being copied.</source>
        <translation>尚未发送：仍在复制添加的文件。</translation>
    </message>
    <message>
        <source>Send when the files are copied</source>
        <translation>文件复制完成后发送</translation>
    </message>
    <message>
        <source>Send what waits</source>
        <translation>发送等待中的消息</translation>
    </message>
    <message>
        <source>Stop what waits</source>
        <translation>停止等待中的消息</translation>
    </message>
    <message>
        <source>Nothing can be sent: %1</source>
        <translation>无法发送：%1</translation>
    </message>
    <message>
        <source>Not everything is sent: Enter sends it · Esc gives it up</source>
        <translation>还有内容未发送：Enter 发送 · Esc 放弃</translation>
    </message>
    <message>
        <source>Not everything is sent: Ctrl+Enter sends it · Esc gives it up</source>
        <translation>还有内容未发送：Ctrl+Enter 发送 · Esc 放弃</translation>
    </message>
    <message>
        <source>Edits your last message: sending asks again in its place · Esc leaves it</source>
        <translation>正在编辑最后一条消息：发送后将在原处重新提问 · Esc 放弃编辑</translation>
    </message>
</context>
<context>
    <name>spaceline::ConnectBox</name>
    <message>
        <source>Large model</source>
        <translation>大型模型</translation>
    </message>
    <message>
        <source>Small model</source>
        <translation>小型模型</translation>
    </message>
    <message>
        <source>Example app, answers at random</source>
        <translation>示例应用，随机回答</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Used before</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Space address</source>
        <translation>Space 地址</translation>
    </message>
    <message>
        <source>owner/name or web address</source>
        <translation>owner/name 或网址</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Opens the Demo Space inside this program: no network, no account</source>
        <translation>打开本程序内置的演示 Space：无需网络，无需账号</translation>
    </message>
    <message>
        <source>Type the address of a Space: owner/name, or a web address.</source>
        <translation>请输入 Space 的地址：owner/name 或网址。</translation>
    </message>
</context>
<context>
    <name>spaceline::ConnectDialog</name>
    <message>
        <source>Connect to a Space</source>
        <translation>连接 Space</translation>
    </message>
</context>
<context>
    <name>spaceline::ConnectionFacts</name>
    <message>
        <source>Your access token, to Hugging Face&apos;s proxy only: the app never sees it.</source>
        <translation>你的访问令牌，仅发送给 Hugging Face 的代理：应用看不到它。</translation>
    </message>
    <message>
        <source>Your access token, which the app can see.</source>
        <translation>你的访问令牌，应用可以看到它。</translation>
    </message>
    <message>
        <source>Nothing: no token is sent.</source>
        <translation>无：不发送令牌。</translation>
    </message>
    <message>
        <source>(until Spaceline is closed)</source>
        <translation>（到 Spaceline 关闭为止）</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>收回</translation>
    </message>
    <message>
        <source>Signed in as %1, kept in the keychain</source>
        <translation>已以 %1 的身份登录，保存在密钥环中</translation>
    </message>
    <message>
        <source>Signed in as %1, until Spaceline is closed</source>
        <translation>已以 %1 的身份登录，到 Spaceline 关闭为止</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
    <message>
        <source>Its own cookies, until Spaceline is closed</source>
        <translation>它自己的 Cookie，到 Spaceline 关闭为止</translation>
    </message>
    <message>
        <source>Delete cookies</source>
        <translation>删除 Cookie</translation>
    </message>
    <message>
        <source>May be told your access token</source>
        <translation>可以获知你的访问令牌</translation>
    </message>
    <message>
        <source>Is not told your access token</source>
        <translation>不会获知你的访问令牌</translation>
    </message>
    <message>
        <source>Share token…</source>
        <translation>提供令牌…</translation>
    </message>
    <message>
        <source>Its code may act with your access token</source>
        <translation>其代码可以使用你的访问令牌</translation>
    </message>
    <message>
        <source>Its code asks to act with your access token</source>
        <translation>其代码请求使用你的访问令牌</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>允许…</translation>
    </message>
    <message>
        <source>You trust its certificate %1…</source>
        <translation>你信任它的证书 %1…</translation>
    </message>
</context>
<context>
    <name>spaceline::ConnectionSheet</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Gradio</source>
        <translation>Gradio</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Told about you</source>
        <translation>发送的身份信息</translation>
    </message>
    <message>
        <source>Change Space…</source>
        <translation>更换 Space…</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>重新连接</translation>
    </message>
    <message>
        <source>How this Space is called</source>
        <translation>此 Space 的调用方式</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>使用统计</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>检查…</translation>
    </message>
    <message>
        <source>Tries the connection step by step and says what to do.</source>
        <translation>逐步测试连接，并说明该怎么做。</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>权限</translation>
    </message>
</context>
<context>
    <name>spaceline::Consent</name>
    <message>
        <source>May %1 be told your Hugging Face access token?</source>
        <translation>允许 %1 获知你的 Hugging Face 访问令牌吗？</translation>
    </message>
    <message>
        <source>It is not Hugging Face: whoever runs it can then do with the token whatever the token allows.</source>
        <translation>它不是 Hugging Face：此后其运行者可以用该令牌做令牌所允许的任何事。</translation>
    </message>
    <message>
        <source>The connection is not encrypted: others on the way can read it.</source>
        <translation>连接未加密：途中的其他人可以读取令牌。</translation>
    </message>
    <message>
        <source>May %1 act on Hugging Face as you?</source>
        <translation>允许 %1 在 Hugging Face 上以你的身份操作吗？</translation>
    </message>
    <message>
        <source>Your access token then goes to this app, and its code can do with it whatever the token allows.</source>
        <translation>你的访问令牌将发送给此应用，其代码可以用它做令牌所允许的任何事。</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>允许一次</translation>
    </message>
    <message>
        <source>Always allow</source>
        <translation>始终允许</translation>
    </message>
    <message>
        <source>Until Spaceline is closed</source>
        <translation>到 Spaceline 关闭为止</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationController</name>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Looking for the Space</source>
        <translation>正在查找 Space</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Ready · Gradio %1 · %2</source>
        <translation>就绪 · Gradio %1 · %2</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>正在发送</translation>
    </message>
    <message>
        <source>In the queue</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>In queue %1 of %2</source>
        <translation>排队中，第 %1 位，共 %2 位</translation>
    </message>
    <message numerus="yes">
        <source>about %n s</source>
        <translation>
            <numerusform>约 %n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>正在接收</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Waiting for the reply before</source>
        <translation>等待前一条回复完成</translation>
    </message>
    <message numerus="yes">
        <source>%1 Trying again in %n s (%2).</source>
        <translation>
            <numerusform>%1%n 秒后重试（第 %2 次）。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Trying again.</source>
        <translation>%1正在重试。</translation>
    </message>
    <message>
        <source>Sending files · %1 %</source>
        <translation>正在发送文件 · %1%</translation>
    </message>
    <message>
        <source>Sending files</source>
        <translation>正在发送文件</translation>
    </message>
    <message numerus="yes">
        <source>No answer, trying again in %n s (%1 of %2)</source>
        <translation>
            <numerusform>没有响应，%n 秒后重试（第 %1 次，共 %2 次）</numerusform>
        </translation>
    </message>
    <message>
        <source>Signing in again</source>
        <translation>正在重新登录</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>The Space is said to run, but has not answered yet</source>
        <translation>Space 显示为正在运行，但尚未响应</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>正在登录</translation>
    </message>
    <message>
        <source>Sign in to go on</source>
        <translation>请登录以继续</translation>
    </message>
    <message>
        <source>Waiting for your answer</source>
        <translation>等待你的答复</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Will be sent at %1</source>
        <translation>将于 %1 发送</translation>
    </message>
    <message>
        <source>Will be sent on %1 at %2</source>
        <translation>将于 %1 %2 发送</translation>
    </message>
    <message>
        <source>Not sent, because the reply before was stopped</source>
        <translation>未发送，因为前一条回复已停止</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>正在构建</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Waking</source>
        <translation>正在唤醒</translation>
    </message>
    <message>
        <source>longer than usual</source>
        <translation>比平时久</translation>
    </message>
    <message numerus="yes">
        <source>usually about %n s</source>
        <translation>
            <numerusform>通常约 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>usually about %n min</source>
        <translation>
            <numerusform>通常约 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Hugging Face does not answer just now</source>
        <translation>Hugging Face 暂时没有响应</translation>
    </message>
    <message>
        <source>Running %1</source>
        <translation>已运行 %1</translation>
    </message>
    <message numerus="yes">
        <source>Running %n s</source>
        <translation>
            <numerusform>已运行 %n 秒</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>This Space begins anew here: it no longer remembers what was said before.</source>
        <translation>这个 Space 从这里重新开始：它不再记得之前的内容。</translation>
    </message>
    <message>
        <source>This Space takes only files. Attach one.</source>
        <translation>这个 Space 只接收文件，请添加附件。</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationDelegate</name>
    <message>
        <source>Conversation title</source>
        <translation>对话标题</translation>
    </message>
    <message>
        <source>No Space chosen</source>
        <translation>未选择 Space</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date of this year</comment>
        <extracomment>As QLocale::toString() takes it. Letters that do not stand for something go in &apos;…&apos;.</extracomment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>date of another year</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>更早</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationFiles</name>
    <message>
        <source>The file “%1” could not be copied into the conversation.</source>
        <translation>无法将文件“%1”复制到对话中。</translation>
    </message>
    <message>
        <source>The file “%1” is no longer there.</source>
        <translation>文件“%1”已不存在。</translation>
    </message>
    <message>
        <source>The file “%1” could not be written into the conversation.</source>
        <translation>无法将文件“%1”写入对话。</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationFilter</name>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>对话列表</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationModel</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationPage</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Ready — write a message below</source>
        <translation>就绪，请在下方输入消息</translation>
    </message>
    <message>
        <source>Not sent, because it could not be kept: %1</source>
        <translation>未发送，因为无法保存：%1</translation>
    </message>
    <message>
        <source>Not sent: %1</source>
        <translation>未发送：%1</translation>
    </message>
    <message>
        <source>Not sent again: %1</source>
        <translation>未重新发送：%1</translation>
    </message>
    <message>
        <source>The last turn was taken back.</source>
        <translation>已撤回最后一轮。</translation>
    </message>
    <message>
        <source>The turn before was replaced.</source>
        <translation>已替换上一轮。</translation>
    </message>
    <message>
        <source>Not sent: another reply is on its way.</source>
        <translation>未发送：另一条回复正在生成。</translation>
    </message>
</context>
<context>
    <name>spaceline::ConversationPanel</name>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建对话</translation>
    </message>
    <message>
        <source>Access token…</source>
        <translation>访问令牌…</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>返回对话</translation>
    </message>
    <message>
        <source>No conversation matches</source>
        <translation>没有匹配的对话</translation>
    </message>
</context>
<context>
    <name>spaceline::DateTimeControl</name>
    <message>
        <source>Calendar for %1</source>
        <translation>%1 的日历</translation>
    </message>
    <message>
        <source>Choose a day</source>
        <translation>选择日期</translation>
    </message>
</context>
<context>
    <name>spaceline::DetailsDialog</name>
    <message>
        <source>Details of the reply</source>
        <translation>回复详情</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送时间</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>How this reply was made was not kept.</source>
        <translation>未保留此回复的生成过程。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>响应</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>After</source>
        <translation>经过时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Files sent</source>
        <translation>文件已发送</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已受理</translation>
    </message>
    <message>
        <source>%1, sent %2</source>
        <translation>%1，已发送 %2</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始运行</translation>
    </message>
    <message>
        <source>in the queue for %1</source>
        <translation>排队 %1</translation>
    </message>
    <message>
        <source>First part</source>
        <translation>首个片段</translation>
    </message>
    <message>
        <source>Parts of the answer</source>
        <translation>回答片段数</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>received %1, events: %2</source>
        <translation>已接收 %1，%2 个事件</translation>
    </message>
    <message>
        <source>Files fetched</source>
        <translation>文件已获取</translation>
    </message>
    <message>
        <source>files: %1, %2</source>
        <translation>%1 个文件，%2</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Copy as JavaScript</source>
        <translation>复制为 JavaScript</translation>
    </message>
    <message>
        <source>What was sent is too long to be kept.</source>
        <translation>发送的内容太长，未能保留。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>spaceline::Diagnosis</name>
    <message>
        <source>%1 %2, %3 bytes</source>
        <translation>%1 %2，%3 字节</translation>
    </message>
    <message>
        <source>without a type</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>It says: “%1”</source>
        <translation>对方称：“%1”</translation>
    </message>
    <message>
        <source>The Demo Space could not be started: no port is free.</source>
        <translation>无法启动演示 Space：没有空闲端口。</translation>
    </message>
    <message>
        <source>The built-in Demo Space, %1</source>
        <translation>内置的演示 Space，%1</translation>
    </message>
    <message>
        <source>%1 lives at %2</source>
        <translation>%1 位于 %2</translation>
    </message>
    <message>
        <source>sent on to %1</source>
        <translation>转到了 %1</translation>
    </message>
    <message>
        <source>%1. The Space is not running; Hugging Face says: %2</source>
        <translation>%1。此 Space 未在运行；Hugging Face 称：%2</translation>
    </message>
    <message>
        <source>Gradio %1, protocol %2, functions: %3</source>
        <translation>Gradio %1，协议 %2，%3 个函数</translation>
    </message>
    <message>
        <source>Not usable: %1</source>
        <translation>无法使用：%1</translation>
    </message>
    <message>
        <source>Chatting works without it; names and limits of parameters are then taken from the app&apos;s page. Tell the app&apos;s author that %1 fails.</source>
        <translation>没有它也能对话；参数的名称和范围会改从应用页面获取。请告知应用的作者：%1 出错。</translation>
    </message>
    <message>
        <source>“Hello” was answered.</source>
        <translation>“Hello”得到了回答。</translation>
    </message>
    <message>
        <source>“Hello” was answered with “%1”</source>
        <translation>对“Hello”的回答是“%1”</translation>
    </message>
</context>
<context>
    <name>spaceline::DiagnosisDialog</name>
    <message>
        <source>Send “Hello” as the last step</source>
        <translation>最后一步发送“Hello”</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>检查连接</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Host name (DNS)</source>
        <translation>主机名（DNS）</translation>
    </message>
    <message>
        <source>Port (TCP)</source>
        <translation>端口（TCP）</translation>
    </message>
    <message>
        <source>Encryption (TLS)</source>
        <translation>加密（TLS）</translation>
    </message>
    <message>
        <source>Web server (HTTP)</source>
        <translation>Web 服务器（HTTP）</translation>
    </message>
    <message>
        <source>Gradio app</source>
        <translation>Gradio 应用</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>接口描述</translation>
    </message>
    <message>
        <source>Way to chat</source>
        <translation>对话方式</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>…</source>
        <translation>…</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Stopped at: %1</source>
        <translation>停在：%1</translation>
    </message>
    <message>
        <source>The connection works.</source>
        <translation>连接正常。</translation>
    </message>
</context>
<context>
    <name>spaceline::Dialogs</name>
    <message>
        <source>Change the Space of this conversation</source>
        <translation>更换此对话的 Space</translation>
    </message>
    <message>
        <source>About Spaceline</source>
        <translation>关于 Spaceline</translation>
    </message>
    <message>
        <source>Spaceline %1

Chats with Gradio apps and Hugging Face Spaces.
Free software: GNU General Public License, version 3 or later.</source>
        <translation>Spaceline %1

与 Gradio 应用和 Hugging Face Spaces 对话。
自由软件：GNU 通用公共许可证第 3 版或更高版本。</translation>
    </message>
    <message>
        <source>Not everything is kept yet</source>
        <translation>还有内容未保存</translation>
    </message>
    <message>
        <source>Whoever quits now loses it.</source>
        <translation>现在退出将丢失这些内容。</translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍要退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>不退出</translation>
    </message>
</context>
<context>
    <name>spaceline::DropdownControl</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose or type…</source>
        <translation>选择或输入…</translation>
    </message>
</context>
<context>
    <name>spaceline::FailureCard</name>
    <message>
        <source>Check…</source>
        <translation>检查…</translation>
    </message>
    <message>
        <source>Check the connection</source>
        <translation>检查连接</translation>
    </message>
    <message>
        <source>Tries the connection step by step and says what to do.</source>
        <translation>逐步测试连接，并说明该怎么做。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>隐藏详情</translation>
    </message>
</context>
<context>
    <name>spaceline::FileControl</name>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>选择其他文件…</translation>
    </message>
    <message>
        <source>No longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
</context>
<context>
    <name>spaceline::Header</name>
    <message>
        <source>Show conversations</source>
        <translation>显示对话列表</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Hide parameters</source>
        <translation>隐藏参数</translation>
    </message>
    <message>
        <source>Show parameters</source>
        <translation>显示参数</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) differ from the defaults</source>
        <translation>
            <numerusform>%n 个值与默认值不同</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>spaceline::HistoryView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Headings: %1</source>
        <translation>标题：%1</translation>
    </message>
</context>
<context>
    <name>spaceline::JumpButton</name>
    <message>
        <source>Jump to the end</source>
        <translation>跳到末尾</translation>
    </message>
    <message>
        <source>Something new has come</source>
        <translation>有新内容</translation>
    </message>
</context>
<context>
    <name>spaceline::LastTurn</name>
    <message>
        <source>The turn could not be taken back. %1</source>
        <translation>无法撤回这一轮。%1</translation>
    </message>
    <message>
        <source>It is here again, but the Space does not remember it any more.</source>
        <translation>内容已恢复，但 Space 不再记得它。</translation>
    </message>
    <message>
        <source>The Space could not be told. %1</source>
        <translation>无法告知 Space。%1</translation>
    </message>
</context>
<context>
    <name>spaceline::LinkProbe</name>
    <message>
        <source>the proxy %1, port %2</source>
        <translation>代理服务器 %1，端口 %2</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1，端口 %2</translation>
    </message>
    <message>
        <source>Not needed: the proxy looks the name up.</source>
        <translation>不需要：由代理服务器解析名称。</translation>
    </message>
    <message>
        <source>Not needed: the address is a number.</source>
        <translation>不需要：地址是数字形式。</translation>
    </message>
    <message>
        <source>The host %1 was not found: %2</source>
        <translation>找不到主机 %1：%2</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1 的地址是 %2。</translation>
    </message>
    <message>
        <source>Connected to %1.</source>
        <translation>已连接：%1。</translation>
    </message>
    <message>
        <source>Not needed: the address begins with http://.</source>
        <translation>不需要：地址以 http:// 开头。</translation>
    </message>
    <message>
        <source>Not tried alone: it goes through the proxy with the next step.</source>
        <translation>未单独测试：将在下一步经代理服务器进行。</translation>
    </message>
    <message>
        <source>%1; the certificate for %2 is valid until %3.</source>
        <translation>%1；%2 的证书有效期至 %3。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2</source>
        <translation>%1 的证书不受信任：%2</translation>
    </message>
    <message>
        <source>Refused by %1: nothing answers there.</source>
        <translation>%1 拒绝了连接：那里没有程序响应。</translation>
    </message>
    <message>
        <source>No secure connection: %1</source>
        <translation>无法建立安全连接：%1</translation>
    </message>
    <message>
        <source>No connection to %1: %2</source>
        <translation>无法连接（%1）：%2</translation>
    </message>
    <message>
        <source>No answer within %1 s.</source>
        <translation>%1 秒内没有响应。</translation>
    </message>
</context>
<context>
    <name>spaceline::MainWindow</name>
    <message>
        <source>“%1” was deleted</source>
        <translation>已删除“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were deleted</source>
        <translation>
            <numerusform>已删除 %n 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop files to attach them</source>
        <translation>拖放文件即可添加</translation>
    </message>
    <message>
        <source>Files cannot be attached now</source>
        <translation>现在无法添加文件</translation>
    </message>
    <message>
        <source>It cannot be renamed: %1</source>
        <translation>无法重命名：%1</translation>
    </message>
    <message>
        <source>No conversation can be begun: %1</source>
        <translation>无法新建对话：%1</translation>
    </message>
    <message>
        <source>It cannot be deleted: %1</source>
        <translation>无法删除：%1</translation>
    </message>
    <message>
        <source>Delete conversation</source>
        <translation>删除对话</translation>
    </message>
</context>
<context>
    <name>spaceline::MappingEditor</name>
    <message>
        <source>%1 (not documented)</source>
        <translation>%1（无文档）</translation>
    </message>
    <message>
        <source>%1 (not meant for others)</source>
        <translation>%1（不对外提供）</translation>
    </message>
    <message>
        <source>Advanced: all endpoints</source>
        <translation>高级：所有端点</translation>
    </message>
    <message>
        <source>Called after it</source>
        <translation>后续调用</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>你好</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>端点</translation>
    </message>
    <message>
        <source>Test message</source>
        <translation>测试消息</translation>
    </message>
    <message>
        <source>Result of the test</source>
        <translation>测试结果</translation>
    </message>
    <message>
        <source>Back to what is chosen by itself</source>
        <translation>恢复自动选择</translation>
    </message>
    <message>
        <source>What the app&apos;s page calls</source>
        <translation>与应用页面相同</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>All that the page calls</source>
        <translation>页面调用的全部端点</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>How this Space is called</source>
        <translation>此 Space 的调用方式</translation>
    </message>
    <message>
        <source>%1 (recommended)</source>
        <translation>%1（推荐）</translation>
    </message>
    <message>
        <source>Inputs of %1</source>
        <translation>%1 的输入</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Outputs of %1</source>
        <translation>%1 的输出</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Output %1</source>
        <translation>输出 %1</translation>
    </message>
    <message>
        <source>Role of the input %1</source>
        <translation>输入 %1 的用途</translation>
    </message>
    <message>
        <source>Role of the output %1</source>
        <translation>输出 %1 的用途</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在测试…</translation>
    </message>
</context>
<context>
    <name>spaceline::MessageModel</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
</context>
<context>
    <name>spaceline::NoticeBar</name>
    <message>
        <source>The history was damaged. It was kept as %1, and a new one begun.</source>
        <translation>历史记录已损坏。它已另存为 %1，并已新建历史记录。</translation>
    </message>
    <message>
        <source>The history was written by a newer Spaceline. It can be read here, but nothing new is kept or sent.</source>
        <translation>历史记录由较新版本的 Spaceline 写入。在此可以阅读，但不会保存或发送新内容。</translation>
    </message>
    <message>
        <source>The history cannot be opened, so nothing can be kept or sent: %1</source>
        <translation>无法打开历史记录，因此不能保存或发送任何内容：%1</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
    <message>
        <source>The history can be read, but nothing new is kept or sent. %1</source>
        <translation>历史记录可以读取，但不会保存或发送新内容。%1</translation>
    </message>
    <message>
        <source>A finished reply is not on the disk yet. %1 It is kept here, and written as soon as that works.</source>
        <translation>有一条已完成的回复尚未写入磁盘。%1它暂时保留在这里，一旦可以写入就会写入。</translation>
    </message>
    <message>
        <source>Finished replies are not on the disk yet. %1 They are kept here, and written as soon as that works.</source>
        <translation>有已完成的回复尚未写入磁盘。%1它们暂时保留在这里，一旦可以写入就会写入。</translation>
    </message>
</context>
<context>
    <name>spaceline::ParameterControl</name>
    <message>
        <source>“%1” takes a number.</source>
        <translation>“%1”需要数字。</translation>
    </message>
</context>
<context>
    <name>spaceline::ParameterField</name>
    <message>
        <source>JSON of this form: %1</source>
        <translation>JSON，格式如下：%1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>Reset to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>%1 (required)</source>
        <translation>%1（必填）</translation>
    </message>
    <message>
        <source>Required.</source>
        <translation>必填。</translation>
    </message>
    <message>
        <source>Any JSON</source>
        <translation>任意 JSON</translation>
    </message>
</context>
<context>
    <name>spaceline::ParameterPanel</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>This Space has no parameters.</source>
        <translation>此 Space 没有参数。</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Reset all parameters</source>
        <translation>重置所有参数</translation>
    </message>
    <message>
        <source>Reset all to their defaults</source>
        <translation>全部恢复默认值</translation>
    </message>
    <message>
        <source>Close parameters</source>
        <translation>关闭参数</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>存为预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>“%1” was replaced</source>
        <translation>已替换“%1”</translation>
    </message>
    <message>
        <source>“%1” was deleted</source>
        <translation>已删除“%1”</translation>
    </message>
</context>
<context>
    <name>spaceline::ParameterSide</name>
    <message>
        <source>This Space has no parameters.</source>
        <translation>此 Space 没有参数。</translation>
    </message>
    <message>
        <source>What can be set is known when the Space is connected.</source>
        <translation>连接 Space 后才能知道有哪些参数。</translation>
    </message>
</context>
<context>
    <name>spaceline::PresetMenu</name>
    <message>
        <source>Save as preset…</source>
        <translation>存为预设…</translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation>删除预设</translation>
    </message>
</context>
<context>
    <name>spaceline::Questions</name>
    <message>
        <source>The app no longer takes the password that was kept.</source>
        <translation>应用不再接受已保存的密码。</translation>
    </message>
</context>
<context>
    <name>spaceline::QuickSwitch</name>
    <message>
        <source>No conversation or Space matches</source>
        <translation>没有匹配的对话或 Space</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>Go to a conversation or Space</source>
        <translation>转到对话或 Space</translation>
    </message>
    <message>
        <source>Conversations and Spaces</source>
        <translation>对话和 Space</translation>
    </message>
    <message>
        <source>New conversation with %1</source>
        <translation>与 %1 新建对话</translation>
    </message>
</context>
<context>
    <name>spaceline::ReplyStatus</name>
    <message>
        <source>Reply status</source>
        <translation>回复状态</translation>
    </message>
    <message>
        <source>Reply finished</source>
        <translation>回复已完成</translation>
    </message>
    <message>
        <source>Reply stopped</source>
        <translation>回复已停止</translation>
    </message>
    <message>
        <source>Reply failed: %1</source>
        <translation>回复失败：%1</translation>
    </message>
</context>
<context>
    <name>spaceline::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>发送方式</translation>
    </message>
    <message>
        <source>Give up after silence of</source>
        <translation>无响应超时</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Traffic log</source>
        <translation>通信日志</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Enter (Shift+Enter: new line)</source>
        <translation>Enter（Shift+Enter 换行）</translation>
    </message>
    <message>
        <source>Ctrl+Enter (Enter: new line)</source>
        <translation>Ctrl+Enter（Enter 换行）</translation>
    </message>
    <message>
        <source> seconds</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>Write what is sent and received, without secrets</source>
        <translation>记录发送和接收的内容，不含机密信息</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Access token…</source>
        <translation>访问令牌…</translation>
    </message>
    <message>
        <source>Fetch files by itself up to</source>
        <translation>自动获取的文件不超过</translation>
    </message>
    <message>
        <source>Larger files of a reply wait for a click.</source>
        <translation>回复中更大的文件需要点击后才会获取。</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
</context>
<context>
    <name>spaceline::ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
</context>
<context>
    <name>spaceline::SignInCard</name>
    <message>
        <source>User name</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Keep in the keychain</source>
        <translation>保存到密钥环</translation>
    </message>
    <message>
        <source>Otherwise it is kept until Spaceline is closed</source>
        <translation>否则只保留到 Spaceline 关闭为止</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>%1 asks for a user name and a password.</source>
        <translation>%1 要求用户名和密码。</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在登录…</translation>
    </message>
</context>
<context>
    <name>spaceline::SliderControl</name>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
</context>
<context>
    <name>spaceline::SpaceConnection</name>
    <message>
        <source>The server took the sign-in, and asks for it again all the same.</source>
        <translation>服务器接受了登录，却又要求再次登录。</translation>
    </message>
</context>
<context>
    <name>spaceline::StartPage</name>
    <message>
        <source>Chat with a Space</source>
        <translation>与 Space 对话</translation>
    </message>
    <message>
        <source>An example: click to edit it, Shift and click to send it</source>
        <translation>示例：点击可编辑，按住 Shift 点击则发送</translation>
    </message>
    <message>
        <source>Click to edit it, Shift and click to send it</source>
        <translation>点击可编辑，按住 Shift 点击则发送</translation>
    </message>
</context>
<context>
    <name>spaceline::StateChip</name>
    <message>
        <source>Connection state</source>
        <translation>连接状态</translation>
    </message>
</context>
<context>
    <name>spaceline::Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>spaceline::TokenDialog</name>
    <message>
        <source>Asking the keychain…</source>
        <translation>正在查询密钥环…</translation>
    </message>
    <message>
        <source>There is no token.</source>
        <translation>没有令牌。</translation>
    </message>
    <message>
        <source>The token that ends in %1 is kept in the system&apos;s keychain.</source>
        <translation>尾号为 %1 的令牌保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>The token that ends in %1 is used for this run only.</source>
        <translation>尾号为 %1 的令牌仅在本次运行期间使用。</translation>
    </message>
    <message>
        <source>No token</source>
        <translation>没有令牌</translation>
    </message>
    <message>
        <source>Save token</source>
        <translation>保存令牌</translation>
    </message>
    <message>
        <source>Remove token</source>
        <translation>移除令牌</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>访问令牌</translation>
    </message>
    <message>
        <source>Paste a token: hf_…</source>
        <translation>粘贴令牌：hf_…</translation>
    </message>
    <message>
        <source>With a token you reach your private Spaces and get more GPU time. It goes to Hugging Face and to the Spaces there, never to another server without your consent.</source>
        <translation>有了令牌，你可以访问自己的私有 Space，并获得更多 GPU 时间。令牌只会发送给 Hugging Face 及其上的 Space；未经你同意，绝不会发送给其他服务器。</translation>
    </message>
    <message>
        <source>Get a token in the browser…</source>
        <translation>在浏览器中获取令牌…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is an account&apos;s name, %2 the person&apos;s</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>token that can read</source>
        <translation>只读令牌</translation>
    </message>
    <message>
        <source>token that can read and write</source>
        <translation>读写令牌</translation>
    </message>
    <message>
        <source>fine-grained token</source>
        <translation>细粒度令牌</translation>
    </message>
    <message>
        <source>token of the kind “%1”</source>
        <translation>“%1”类型的令牌</translation>
    </message>
    <message>
        <source>%1 “%2”</source>
        <extracomment>%1 is &quot;fine-grained token&quot;, %2 what the user called it</extracomment>
        <translation>%1“%2”</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账号</translation>
    </message>
    <message>
        <source>Try without token</source>
        <translation>不用令牌试试</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Asking Hugging Face whose token this is…</source>
        <translation>正在向 Hugging Face 查询令牌所属的账号…</translation>
    </message>
    <message>
        <source>Hugging Face does not accept this token. It may be mistyped, expired, or not approved yet.</source>
        <translation>Hugging Face 不接受此令牌。它可能输入有误、已过期，或尚未获得批准。</translation>
    </message>
    <message>
        <source>Hugging Face could not be asked whose token this is.</source>
        <translation>无法向 Hugging Face 查询令牌所属的账号。</translation>
    </message>
    <message>
        <source>No token is sent for now.</source>
        <translation>暂时不发送令牌。</translation>
    </message>
    <message>
        <source>The token in use ends in %1.</source>
        <translation>正在使用尾号为 %1 的令牌。</translation>
    </message>
    <message>
        <source>Token ••••%1</source>
        <translation>令牌 ••••%1</translation>
    </message>
</context>
<context>
    <name>spaceline::TokenVault</name>
    <message>
        <source>The keychain could not be read.</source>
        <translation>无法读取密钥环。</translation>
    </message>
    <message>
        <source>The keychain did not keep the token: it is kept until Spaceline is closed.</source>
        <translation>密钥环未能保存令牌：令牌将保留到 Spaceline 关闭为止。</translation>
    </message>
    <message>
        <source>The keychain could not remove the token: it may be back at the next start.</source>
        <translation>密钥环未能移除令牌：下次启动时它可能再次出现。</translation>
    </message>
    <message>
        <source>No keychain answers: a token would be kept until Spaceline is closed.</source>
        <translation>没有可用的密钥环：令牌只能保留到 Spaceline 关闭为止。</translation>
    </message>
    <message>
        <source>No keychain answers: the token is kept until Spaceline is closed.</source>
        <translation>没有可用的密钥环：令牌将保留到 Spaceline 关闭为止。</translation>
    </message>
    <message>
        <source>No keychain answers: a token that it may hold could not be removed.</source>
        <translation>没有可用的密钥环：无法移除其中可能存有的令牌。</translation>
    </message>
    <message>
        <source>The keychain refused to hand out the token.</source>
        <translation>密钥环拒绝提供令牌。</translation>
    </message>
    <message>
        <source>The keychain refused the token: it is kept until Spaceline is closed.</source>
        <translation>密钥环拒绝保存令牌：令牌将保留到 Spaceline 关闭为止。</translation>
    </message>
    <message>
        <source>The keychain refused to remove the token: it will be back at the next start.</source>
        <translation>密钥环拒绝移除令牌：下次启动时它会再次出现。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 is one of our sentences, %2 are the keychain&apos;s own words</extracomment>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>spaceline::TrafficLog</name>
    <message>
        <source>The traffic log %1 cannot be written: %2</source>
        <translation>无法写入通信日志 %1：%2</translation>
    </message>
</context>
<context>
    <name>spaceline::TrafficWindow</name>
    <message>
        <source>Traffic log</source>
        <translation>通信日志</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only lines with…</source>
        <translation>仅显示包含此内容的行…</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>通信内容</translation>
    </message>
    <message>
        <source>What is sent and received from now on appears here.</source>
        <translation>从现在起发送和接收的内容会显示在这里。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>%1 of %2 lines. Tokens, passwords and cookies are left out.</source>
        <translation>显示 %1 行，共 %2 行。不含令牌、密码和 Cookie。</translation>
    </message>
    <message>
        <source>Paused; lines that wait: %1.</source>
        <translation>已暂停；有 %1 行等待显示。</translation>
    </message>
</context>
<context>
    <name>spaceline::Trial</name>
    <message>
        <source>It was answered with nothing.</source>
        <translation>回答为空。</translation>
    </message>
    <message numerus="yes">
        <source>It was answered with %n file(s).</source>
        <translation>
            <numerusform>回答包含 %n 个文件。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>正在发送…</translation>
    </message>
    <message>
        <source>In the queue…</source>
        <translation>排队中…</translation>
    </message>
    <message>
        <source>Waiting for the answer…</source>
        <translation>正在等待回答…</translation>
    </message>
    <message>
        <source>Waiting until the Space runs…</source>
        <translation>正在等待 Space 运行…</translation>
    </message>
</context>
<context>
    <name>spaceline::Turn</name>
    <message>
        <source>The app answered, but it may not remember this turn: %1</source>
        <translation>应用已回答，但可能不会记住这一轮：%1</translation>
    </message>
    <message>
        <source>This answer holds parts that this endpoint cannot carry. From the next message on the app is called as its own page calls it.</source>
        <translation>此回答含有该端点无法传送的内容。从下一条消息起，将按应用页面的方式调用。</translation>
    </message>
    <message>
        <source>The Space was asked to stop, but what runs there cannot be interrupted: it may go on for a while, and use GPU time.</source>
        <translation>已请求此 Space 停止，但其中运行的任务无法中断：它可能还会继续一段时间，并占用 GPU 时间。</translation>
    </message>
    <message>
        <source>The Space was asked to stop and did not say that it has: it may go on for a while, and use GPU time.</source>
        <translation>已请求此 Space 停止，但它没有确认：它可能还会继续一段时间，并占用 GPU 时间。</translation>
    </message>
</context>
<context>
    <name>spaceline::TurnActions</name>
    <message>
        <source>The Space is not connected.</source>
        <translation>尚未连接这个 Space。</translation>
    </message>
    <message>
        <source>This Space remembers what was said and cannot take a turn back.</source>
        <translation>这个 Space 会记住说过的内容，无法撤回某一轮。</translation>
    </message>
</context>
<context>
    <name>spaceline::demo::Answers</name>
    <message>
        <source>Demo Space</source>
        <translation>演示 Space</translation>
    </message>
    <message>
        <source>The Demo Space runs inside this program: no network, no account, and no language model. Ask it anything, or send `/help`.</source>
        <translation>演示 Space 就在本程序内运行：无需网络，无需账号，也没有语言模型。随便问点什么，或发送 `/help`。</translation>
    </message>
    <message>
        <source>## What Markdown looks like here

This answer was written beforehand, to show **bold**, *italic*, ~~struck~~ and `inline code`, and a [link](https://www.gradio.app).</source>
        <translation>## Markdown 在这里的样子

这段回答是事先写好的，用来展示**粗体**、*斜体*、~~删除线~~和`行内代码`，还有一个[链接](https://www.gradio.app)。</translation>
    </message>
    <message>
        <source>1. Lists are numbered
2. or they have bullets:
   - one level down
   - with `code` in them
3. and they go on.</source>
        <translation>1. 列表可以带编号
2. 也可以带项目符号：
   - 缩进一级
   - 其中可以有 `code`
3. 然后继续。</translation>
    </message>
    <message>
        <source>&gt; A quotation stands a little aside.</source>
        <translation>&gt; 引文会稍微缩进。</translation>
    </message>
    <message>
        <source>| What | Where it is kept |
| :--- | ---: |
| Conversations | on this computer |
| Access tokens | in the system&apos;s keychain |
| This answer | in the program itself |</source>
        <translation>| 内容 | 保存位置 |
| :--- | ---: |
| 对话 | 这台计算机上 |
| 访问令牌 | 系统密钥环中 |
| 这段回答 | 程序自身之中 |</translation>
    </message>
    <message>
        <source>Everything stays readable while it grows, and copying gives back the Markdown.</source>
        <translation>内容在逐步生成时始终可读，复制得到的是原始 Markdown。</translation>
    </message>
    <message>
        <source>Three blocks of code, each with its language. None of it was run.</source>
        <translation>三段代码，各标明了语言。它们都没有运行过。</translation>
    </message>
    <message>
        <source>The last one asks this Demo Space from a terminal.</source>
        <translation>最后一段是在终端里向这个演示 Space 提问。</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>This is a thought: text that a model writes before its answer. There is no model here, so these words were written beforehand. They fold away when the answer begins.</source>
        <translation>这是一段思考：模型在回答之前写下的文字。这里没有模型，所以这些话是事先写好的。回答开始时它们会收起。</translation>
    </message>
    <message>
        <source>Counting to three</source>
        <translation>数到三</translation>
    </message>
    <message>
        <source>1. A second step, with a title of its own.
2. Steps may hold **Markdown**.
3. Done.</source>
        <translation>1. 第二个步骤，有自己的标题。
2. 步骤中可以有 **Markdown**。
3. 完成。</translation>
    </message>
    <message>
        <source>That was the thinking. Above this answer stand two steps with the time that each took; open them to read them again. Copying this answer leaves them out.</source>
        <translation>思考到此结束。这段回答上方有两个步骤，各标明了所用的时间；展开即可重读。复制这段回答时不包含它们。</translation>
    </message>
    <message>
        <source>This answer takes its time, as a large model on a small machine does. While it comes you can scroll, type the next prompt, or press Stop: what has come so far is kept, and the server really stops.</source>
        <translation>这段回答不慌不忙，就像小机器上的大模型。接收期间，你可以滚动、输入下一条消息，或者按“停止”：已收到的内容会保留，服务器也会真正停下来。</translation>
    </message>
    <message>
        <source>Your prompt waited in a queue, and you saw the position fall. On a busy Space the same happens, with real people before you; here they were made up.</source>
        <translation>你的消息刚才在队列中等待，你也看到了名次前移。在繁忙的 Space 上也是如此，只不过那里排在你前面的是真人；这里的是虚构的。</translation>
    </message>
    <message>
        <source>This answer will not be finished. An app can fail in the middle of its work, and what came before</source>
        <translation>这段回答不会完成。应用可能在运行中途出错，而在此之前收到的内容</translation>
    </message>
    <message>
        <source>The Demo Space raised this error because you asked for it.</source>
        <translation>演示 Space 应你的要求引发了这个错误。</translation>
    </message>
    <message>
        <source>A demonstration</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>A file from the Demo Space, made while it answered.</source>
        <translation>来自演示 Space 的文件，在回答时生成。</translation>
    </message>
    <message>
        <source>Prompts before this one: %1</source>
        <translation>此前的消息数：%1</translation>
    </message>
    <message>
        <source>The first: %1</source>
        <translation>第一条：%1</translation>
    </message>
    <message>
        <source>Here is a small text file. It was made just now and lives in the memory of this program until the program ends.</source>
        <translation>这是一个小文本文件。它刚刚生成，保存在本程序的内存中，直到程序退出。</translation>
    </message>
    <message>
        <source>The Demo Space shows what Spaceline does with the replies of a Space. It understands:</source>
        <translation>演示 Space 展示 Spaceline 如何处理 Space 的回复。它能理解：</translation>
    </message>
    <message>
        <source>- `/markdown`: headings, lists, a table, a formula</source>
        <translation>- `/markdown`：标题、列表、表格、公式</translation>
    </message>
    <message>
        <source>- `/code`: code blocks with colours</source>
        <translation>- `/code`：彩色代码块</translation>
    </message>
    <message>
        <source>- `/think`: steps that a model takes before it answers</source>
        <translation>- `/think`：模型在回答之前的思考步骤</translation>
    </message>
    <message>
        <source>- `/slow`: a slow answer, to try Stop</source>
        <translation>- `/slow`：缓慢的回答，可用来试试“停止”</translation>
    </message>
    <message>
        <source>- `/queue`: waiting in a queue</source>
        <translation>- `/queue`：在队列中等待</translation>
    </message>
    <message>
        <source>- `/error`: an app that fails in the middle</source>
        <translation>- `/error`：中途出错的应用</translation>
    </message>
    <message>
        <source>- `/files`: a file that comes back</source>
        <translation>- `/files`：返回一个文件</translation>
    </message>
    <message>
        <source>- `/help`: this list</source>
        <translation>- `/help`：显示此列表</translation>
    </message>
    <message>
        <source>Anything else gets a friendly answer without any intelligence: there is no language model here.</source>
        <translation>其他任何内容都会得到一个友好但毫无智能的回答：这里没有语言模型。</translation>
    </message>
    <message>
        <source>Hello! This is the **Demo Space**. It runs inside Spaceline and has no language model, so I cannot answer questions; I can only show how answers look.</source>
        <translation>你好！这里是**演示 Space**。它在 Spaceline 内运行，没有语言模型，所以我不能回答问题，只能展示回答的样子。</translation>
    </message>
    <message numerus="yes">
        <source>You wrote %n word(s): “%1”.</source>
        <translation>
            <numerusform>你写的是“%1”，共 %n 字。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I remember this conversation: you have asked me %n thing(s) so far. The first was “%1”, the one before this “%2”.</source>
        <extracomment>%n counts the prompt that is being answered.</extracomment>
        <translation>
            <numerusform>我记得这次对话：到目前为止你问了我 %n 个问题。第一个是“%1”，上一个是“%2”。</numerusform>
        </translation>
    </message>
    <message>
        <source>Try `/markdown`, `/code`, `/think` or `/queue` to see more, `/help` for the whole list, or connect to a real Space with its address, `owner/name`.</source>
        <translation>试试 `/markdown`、`/code`、`/think` 或 `/queue` 了解更多，用 `/help` 查看完整列表，或者用地址 `owner/name` 连接真正的 Space。</translation>
    </message>
</context>
</TS>
